package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What a provider, or a key of it, does to its list of models takes nobody else's models away. */
class ModelListIT {

    @Test
    void isAskedOfAnotherKeyWhereTheFirstAreRevoked() {
        try (FakeProvider provider = FakeProvider.start("sk-good");
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-a", "sk-b", "sk-c", "sk-d", "sk-e", "sk-good")
                        .start()) {
            assertThat(gateway.get("/v1/models").body()).contains("openai/gpt-4o");
        }
    }

    @Test
    void decidesWhoGetsAModelOfAProviderThatIsNotConfigured() {
        try (FakeProvider provider = FakeProvider.start("sk-good")) {
            provider.when(Match.path("/models"))
                    .reply(Reply.status(200).body("{\"data\":[{\"id\":\"anthropic/claude-x\"}]}"));
            try (TestGateway gateway = TestGateway.builder()
                    .provider("openrouter", provider.v1(), "sk-good")
                    .start()) {
                assertThat(gateway.chat("anthropic/claude-x", "listed").statusCode())
                        .isEqualTo(200);
                assertThat(gateway.chat("anthropic/claude-y", "unlisted").statusCode())
                        .isEqualTo(404);
            }
            assertThat(provider.requests(Match.path("/chat/completions"))).hasSize(1);
        }
    }

    @Test
    void isToldToAnthropicsClientsThoughAModelsDateIsAbsurd() {
        try (FakeProvider provider = FakeProvider.start("sk-good");
                TestGateway gateway = TestGateway.openAi(provider.v1(), "sk-good")) {
            provider.when(Match.path("/models")).reply(Reply.status(200).body("""
                    {"data":[{"id":"late","created":9223372036854775807},{"id":"early","created":-9e18},{"id":"good","created":1}]}"""));

            HttpResponse<String> list = gateway.get("/v1/models", "anthropic-version", "2023-06-01");

            assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
            assertThat(list.body()).contains("openai/late", "openai/early", "1970-01-01T00:00:01Z");
        }
    }

    @Test
    void isGivenUpWhereItHasNoEndAndTheNamedModelsStay() {
        try (FakeProvider endless = FakeProvider.start("sk-1");
                TestGateway other = TestGateway.builder()
                        .provider("openai", endless.v1(), "sk-1")
                        .set("keyway.providers.openai.models[0]", "named")
                        .set("logging.level.dev.keyway", "error")
                        .start()) {
            String one = "{\"id\":\"listed\",\"object\":\"model\"},";
            endless.when(Match.path("/models"))
                    .reply(Reply.status(200).body("{\"data\":[" + one.repeat(17 * 1024 * 1024 / one.length()) + "]}"));

            HttpResponse<String> models = other.get("/v1/models");

            assertThat(models.statusCode()).isEqualTo(200);
            assertThat(models.body()).contains("openai/named").doesNotContain("listed");
        }
    }
}
