package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider goes on with for ever, or never goes on with, costs the gateway neither memory nor patience. */
class EndlessProviderIT {

    private static final int MEBI = 1024 * 1024;

    private static FakeProvider provider;
    private static TestGateway gateway;
    private static Traffic traffic;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-1")
                .set("keyway.chunk-gap-timeout", "700ms")
                .set("logging.level.dev.keyway", "error")
                .set("logging.level.keyway.access", "off")
                .start();
        traffic = new Traffic(gateway);
    }

    @AfterAll
    static void stop() {
        traffic.close();
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    @Test
    void aStreamThatFallsSilentEndsWithAnErrorEventOnceTheGapIsOver() {
        provider.when(Match.streaming()).reply(Reply.chunks(10).silentAfter(3));

        HttpResponse<String> answer = gateway.chatStream("openai/m", "b");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Answers.streamedText(answer.body())).isEqualTo("echo:b w1 w2");
        assertThat(Answers.errors(answer.body())).hasSize(1);
        assertThat(answer.body()).contains("stalled").doesNotContain("[DONE]");
        traffic.awaitNothingInFlight();
        assertThat(Traffic.calls(provider)).hasSize(1);
    }

    @Test
    void aStreamThatIsSlowerThanTheGapInAllIsNotCutOff() {
        provider.when(Match.streaming()).reply(Reply.chunks(6).gap(Duration.ofMillis(250)));

        HttpResponse<String> answer = gateway.chatStream("openai/m", "slow");

        assertThat(Answers.ends(answer.body())).isEqualTo(1);
        assertThat(Answers.errors(answer.body())).isEmpty();
    }

    /** It is passed on as it comes: there is no bound on a line, and none is needed where nothing is kept of it. */
    @Test
    void anEndlessLineIsPassedOnWithoutBeingHeld() throws IOException, InterruptedException {
        int length = 192 * MEBI;
        provider.when(Match.streaming()).reply(Reply.ok().endlessLine(length));
        HttpRequest request = gateway.request("/v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString(TestGateway.chatBody("openai/m", "endless", true)))
                .build();
        long received = 0;
        long mostHeld = 0;
        byte[] buffer = new byte[64 * 1024];
        Arrays.fill(buffer, (byte) 0);
        try (HttpClient http = HttpClient.newHttpClient();
                InputStream body = http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                received += read;
                mostHeld = Math.max(
                        mostHeld, PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before);
            }
        }

        assertThat(received).isGreaterThan(length);
        assertThat(mostHeld)
                .as("all pools' memory, the fake provider's included")
                .isLessThan(64L * MEBI);
        traffic.awaitNothingInFlight();
    }
}
