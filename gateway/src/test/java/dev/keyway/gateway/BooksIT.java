package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.raw.RawClient;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the books say after calls through the gateway. */
class BooksIT {

    @TempDir
    private Path state;

    private FakeProvider provider;

    @BeforeEach
    void start() {
        provider = FakeProvider.start("sk-one");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void holdsExactCountsAndCostsThatSurvive() throws IOException {
        provider.when(Match.model("gpt-4o")).reply(Reply.ok().usage(new Usage(1000, 100, 0)));
        provider.when(Match.model("without-price")).reply(Reply.ok().usage(new Usage(7, 3, 0)));
        provider.when(Match.model("refused")).reply(Errors.openAi().contextLength());
        try (TestGateway gateway = gateway()) {
            gateway.chat("gpt-4o", "a");
            gateway.chatStream("gpt-4o", "b");
            gateway.chat("without-price", "c");
            assertThat(gateway.chat("refused", "d").statusCode()).isEqualTo(400);
            provider.when(Match.model("gpt-4o-mini")).reply(Reply.ok().silentAfter(1));
            leaveInTheMiddle(gateway);
        }
        try (TestGateway again = gateway()) {
            again.chat("gpt-4o", "e");
        }

        JsonNode key = JsonMapper.shared()
                .readTree(Files.readAllBytes(state.resolve("key_usage.json")))
                .path(Secret.of("sk-one").fingerprint());
        JsonNode models = key.path("daily").path("models");
        JsonNode gpt = models.path("gpt-4o");
        assertThat(gpt.path("success_count").asInt()).isEqualTo(3);
        assertThat(gpt.path("prompt_tokens").asInt()).isEqualTo(3000);
        assertThat(gpt.path("completion_tokens").asInt()).isEqualTo(300);
        assertThat(gpt.path("cost_nanos").asLong()).isEqualTo(3 * (1000 * 2_500L + 100 * 10_000L));
        assertThat(gpt.path("unpriced_count").asInt()).isZero();
        assertThat(gpt.path("estimated_count").asInt()).isZero();
        JsonNode unpriced = models.path("without-price");
        assertThat(unpriced.path("success_count").asInt()).isEqualTo(1);
        assertThat(unpriced.path("unpriced_count").asInt()).isEqualTo(1);
        assertThat(unpriced.path("cost_nanos").asLong()).isZero();
        assertThat(models.path("refused").path("success_count").asInt()).isZero();
        assertThat(models.path("refused").path("prompt_tokens").asInt()).isZero();
        JsonNode left = models.path("gpt-4o-mini");
        assertThat(left.path("success_count").asInt()).isZero();
        assertThat(left.path("estimated_count").asInt()).isEqualTo(1);
        assertThat(left.path("prompt_tokens").asInt()).isPositive();
        assertThat(left.path("completion_tokens").asInt()).isPositive();
        assertThat(left.path("interrupted_count").asInt()).isZero();
        assertThat(key.path("totals")
                        .path("models")
                        .path("gpt-4o")
                        .path("success_count")
                        .asInt())
                .isEqualTo(3);
    }

    private void leaveInTheMiddle(TestGateway gateway) throws IOException {
        RawClient client = RawClient.connect(gateway.origin());
        client.post("/v1/chat/completions", TestGateway.TOKEN, TestGateway.chatBody("gpt-4o-mini", "left", true));
        client.readUntil("echo:left");
        client.reset();
        provider.awaitAbandoned(provider.lastRequest(), java.time.Duration.ofSeconds(10));
        Calm.watch(gateway).holdsNothing();
    }

    private TestGateway gateway() {
        return TestGateway.builder()
                .provider("openai", provider.v1(), "sk-one")
                .set("keyway.state-dir", state)
                .start();
    }
}
