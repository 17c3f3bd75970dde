package dev.keyway.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.time.TestClock;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitTests {

    private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");
    private final Calls calls = new Calls();
    private final FakeProvider provider = FakeProvider.builder()
            .account("shared", "a", "b")
            .keys("c")
            .limit(RateLimit.requests(0.5, 2))
            .clock(clock)
            .start();

    @AfterEach
    void stop() {
        calls.close();
        provider.close();
    }

    @Test
    void tellsOnEveryAnswerWhatIsLeftAndWhenTheBucketIsFull() throws Exception {
        HttpResponse<String> first = chat("c");
        HttpResponse<String> second = chat("c");
        HttpResponse<String> third = chat("c");

        assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(header(first, "x-ratelimit-reset-requests")).isEqualTo("2s");
        assertThat(header(second, "x-ratelimit-reset-requests")).isEqualTo("4s");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(header(third, "retry-after")).isEqualTo("2");
        assertThat(header(third, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(header(third, "x-ratelimit-reset-tokens")).isNotEmpty();
    }

    @Test
    void refillsWithTime() throws Exception {
        chat("c");
        chat("c");
        clock.advance(Duration.ofMillis(1999));
        assertThat(chat("c").statusCode()).isEqualTo(429);
        clock.advance(Duration.ofMillis(1));
        assertThat(chat("c").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsTheExactTimeInMillisecondsIfAskedTo() throws Exception {
        try (FakeProvider exact = FakeProvider.builder()
                .limit(RateLimit.requests(0.3, 1))
                .retryAfterMillis()
                .clock(clock)
                .start()) {
            calls.chat(exact, "k", Calls.plain("x"));
            HttpResponse<String> refused = calls.chat(exact, "k", Calls.plain("x"));
            assertThat(header(refused, "retry-after-ms")).isEqualTo("3334");
            assertThat(header(refused, "retry-after")).isEqualTo("4");
        }
    }

    @Test
    void letsTheKeysOfAnAccountShareItsLimit() throws Exception {
        assertThat(List.of(
                        chat("a").statusCode(),
                        chat("b").statusCode(),
                        chat("a").statusCode(),
                        chat("c").statusCode()))
                .containsExactly(200, 200, 429, 200);
    }

    @Test
    void tellsAnthropicsResetAsAMomentAndGeminisDelayInTheBody() throws Exception {
        HttpResponse<String> anthropic = calls.post(URI.create(provider.v1() + "/messages"), "c", Calls.plain("x"));
        assertThat(header(anthropic, "anthropic-ratelimit-requests-reset")).isEqualTo("2026-01-01T00:00:02Z");
        chat("c");

        URI gemini = URI.create(provider.geminiOpenAi() + "/chat/completions");
        HttpResponse<String> refused = calls.post(gemini, "c", Calls.plain("x"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isEmpty();
        assertThat(refused.body()).startsWith("[{").contains("\"retryDelay\":\"2s\"");
    }

    @Test
    void tellsWhatAMinuteAllowsAsMistralDoes() throws Exception {
        try (FakeProvider mistral = FakeProvider.builder()
                .limit(new RateLimit(0.5, 2, 100, 6_000))
                .limitHeaders(LimitHeaders.MISTRAL)
                .clock(clock)
                .start()) {
            HttpResponse<String> answer = calls.chat(mistral, "k", Calls.plain("one two three"));
            assertThat(header(answer, "x-ratelimit-limit-req-minute")).isEqualTo("30");
            assertThat(header(answer, "x-ratelimit-remaining-req-minute")).isEqualTo("1");
            assertThat(header(answer, "x-ratelimit-limit-tokens-minute")).isEqualTo("6000");
            assertThat(header(answer, "x-ratelimit-remaining-tokens-minute")).isEqualTo("5997");
            assertThat(header(answer, "x-ratelimit-reset-requests")).isEmpty();
        }
    }

    @Test
    void countsAGroqKeysRequestsByTheDay() throws Exception {
        try (FakeProvider groq = FakeProvider.builder()
                .limit(new RateLimit(14_400 / 86_400.0, 14_400, 100, 6_000))
                .clock(clock)
                .start()) {
            HttpResponse<String> answer = calls.chat(groq, "k", Calls.plain("x"));
            assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("14400");
            assertThat(header(answer, "x-ratelimit-reset-requests")).isEqualTo("6s");
        }
    }

    @Test
    void tellsWhatIsLeftAndNoMoreOrNothing() throws Exception {
        for (LimitHeaders style : List.of(LimitHeaders.REMAINING_ONLY, LimitHeaders.NONE)) {
            try (FakeProvider quiet = FakeProvider.builder()
                    .limit(RateLimit.requests(1, 5))
                    .limitHeaders(style)
                    .clock(clock)
                    .start()) {
                HttpResponse<String> answer = calls.chat(quiet, "k", Calls.plain("x"));
                String left = style == LimitHeaders.NONE ? "" : "4";
                assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo(left);
                assertThat(header(answer, "x-ratelimit-limit-requests")).isEmpty();
            }
        }
    }

    @Test
    void writesDurationsAsGoDoes() {
        assertThat(List.of(
                        GoDuration.of(Duration.ofMillis(12)),
                        GoDuration.of(Duration.ofSeconds(1)),
                        GoDuration.of(Duration.ofMinutes(6)),
                        GoDuration.of(Duration.ofMillis(179_560)),
                        GoDuration.of(Duration.ofHours(24)),
                        GoDuration.of(Duration.ZERO)))
                .containsExactly("12ms", "1s", "6m0s", "2m59.56s", "24h0m0s", "0s");
    }

    private HttpResponse<String> chat(String key) throws Exception {
        return calls.chat(provider, key, Calls.plain("x"));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
