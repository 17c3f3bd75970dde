package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.FakeProviderBuilder;
import dev.keyway.testkit.provider.LimitHeaders;
import dev.keyway.testkit.provider.RateLimit;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Many requests at once on keys whose limits the headers tell: all are served, and not one call is spent on a 429. */
class PacingIT {

    private static final String[] KEYS = {"sk-1", "sk-2", "sk-3"};
    private static final RateLimit FIVE_A_SECOND = RateLimit.requests(5, 3);

    @Test
    void spendsNoCallOnALimitThatOpenAisHeadersTell() {
        servesAllWithoutARefusal(
                FakeProvider.builder().limit(FIVE_A_SECOND),
                "openai",
                30,
                (traffic, i) -> traffic.chat("openai/gpt-4o", "n-" + i, i % 2 == 0));
    }

    @Test
    void spendsNoCallOnALimitThatMistralsHeadersTell() {
        servesAllWithoutARefusal(
                FakeProvider.builder().limit(FIVE_A_SECOND).limitHeaders(LimitHeaders.MISTRAL),
                "mistral",
                30,
                (traffic, i) -> traffic.chat("mistral/mistral-large", "n-" + i, false));
    }

    @Test
    void spendsNoCallOnALimitThatAnthropicsHeadersTell() {
        servesAllWithoutARefusal(
                FakeProvider.builder().limit(FIVE_A_SECOND),
                "anthropic",
                12,
                (traffic, i) -> traffic.post("/v1/messages", """
                        {"model":"anthropic/claude-sonnet-4","max_tokens":9,
                         "messages":[{"role":"user","content":"echo:n-%d"}]}""".formatted(i)));
    }

    @Test
    void spendsNoCallOnALimitOfTokens() {
        String words = "abcdefgh ".repeat(100);
        servesAllWithoutARefusal(
                FakeProvider.builder().limit(new RateLimit(1000, 1000, 200, 800)),
                "groq",
                30,
                (traffic, i) -> traffic.post("/v1/chat/completions", """
                        {"model":"groq/llama-3.3-70b","max_completion_tokens":5,
                         "messages":[{"role":"user","content":"%s echo:n-%d"}]}""".formatted(words, i)));
    }

    private static void servesAllWithoutARefusal(
            FakeProviderBuilder settings,
            String id,
            int count,
            BiFunction<Traffic, Integer, CompletableFuture<HttpResponse<String>>> request) {
        try (FakeProvider provider = settings.keys(KEYS).start();
                TestGateway gateway = TestGateway.builder()
                        .provider(id, provider.v1(), KEYS)
                        .set("keyway.providers." + id + ".max-concurrent-requests-per-key", 1)
                        .set("logging.level.dev.keyway", "error")
                        .set("logging.level.keyway.access", "off")
                        .start();
                Traffic traffic = new Traffic(gateway)) {
            List<HttpResponse<String>> answers = Traffic.run(count, count, i -> request.apply(traffic, i));

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("1");
            });
            assertThat(Traffic.calls(provider)).as("upstream calls").hasSize(count);
        }
    }
}
