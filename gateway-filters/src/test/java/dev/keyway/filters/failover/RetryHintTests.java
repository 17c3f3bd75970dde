package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryHintTests {

    private static @Nullable Duration hint(String body, String... headers) {
        return Answers.openAi(429, body, headers).retryAfter();
    }

    @ParameterizedTest
    @CsvSource({
        "17, PT17S",
        "0.5, PT0.5S",
        "6m0s, PT6M",
        "7.66s, PT7.66S",
        "12ms, PT0.012S",
        "1h2m3s, PT1H2M3S",
        "'Mon, 23 Nov 2026 10:01:30 GMT', PT90S",
        "'Mon, 23 Nov 2026 09:00:00 GMT',",
        "0,",
        "-5,",
        "NaN,",
        "soon,",
        "'',",
        "1e300, P3650D",
        "Infinity, P3650D",
        "99999999999999999999s, P3650D"
    })
    void readsRetryAfterInEveryForm(String header, @Nullable Duration expected) {
        assertThat(hint("{}", "retry-after", header)).isEqualTo(expected);
    }

    @Test
    void trustsMillisecondsBeforeSecondsBeforeTheBody() {
        String body = "{\"error\":{\"message\":\"Please try again in 9s.\"}}";

        assertThat(hint(body, "retry-after", "2", "retry-after-ms", "1500")).isEqualTo(Duration.ofMillis(1500));
        assertThat(hint(body, "retry-after", "2", "retry-after-ms", "-1")).isEqualTo(Duration.ofSeconds(2));
        assertThat(hint(body, "retry-after", "nonsense")).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @CsvSource({
        "Please try again in 5.289s. Need more?, PT5.289S",
        "Please try again in 6m0s., PT6M",
        "Please try again in 20ms., PT0.02S",
        "Rate limit is exceeded. Try again in 6 seconds., PT6S",
        "Please retry after 3 seconds, PT3S",
        "Please retry in 34.1s., PT34.1S",
        "try again in a while,"
    })
    void readsTheBodysOwnFigure(String message, @Nullable Duration expected) {
        assertThat(hint("{\"error\":{\"message\":\"" + message + "\"}}")).isEqualTo(expected);
    }
}
