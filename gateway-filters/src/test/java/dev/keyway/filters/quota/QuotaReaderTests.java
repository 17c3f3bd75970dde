package dev.keyway.filters.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.quota.QuotaHeaders;
import dev.keyway.catalogue.quota.QuotaUnit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaReaderTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private record Told(QuotaUnit unit, long limit, long remaining, long resetMillis) {}

    private static List<Told> read(String provider, String... headers) {
        Map<String, String> answer = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            answer.put(headers[i], headers[i + 1]);
        }
        return new QuotaReader(QuotaHeaders.of(provider))
                .read(answer::get, NOW).stream()
                        .map(reading -> new Told(
                                reading.told().unit(), reading.limit(), reading.remaining(), reading.resetMillis()))
                        .toList();
    }

    @Test
    void readsOpenAisRequestsAndTokens() {
        assertThat(read(
                        "openai",
                        "x-ratelimit-limit-requests",
                        "5000",
                        "x-ratelimit-remaining-requests",
                        "4999",
                        "x-ratelimit-reset-requests",
                        "12ms",
                        "x-ratelimit-limit-tokens",
                        "160000",
                        "x-ratelimit-remaining-tokens",
                        "159976",
                        "x-ratelimit-reset-tokens",
                        "6m0s"))
                .containsExactly(
                        new Told(QuotaUnit.REQUESTS, 5000, 4999, 12),
                        new Told(QuotaUnit.TOKENS, 160000, 159976, 360000));
    }

    @Test
    void readsOfAzureWhatRemainsAlone() {
        assertThat(read("azure", "x-ratelimit-remaining-requests", "9", "x-ratelimit-remaining-tokens", "-1"))
                .containsExactly(new Told(QuotaUnit.REQUESTS, 0, 9, -1));
    }

    @Test
    void readsAnthropicsMomentsAgainstTheirOwnClock() {
        String[] limit = {
            "anthropic-ratelimit-requests-limit", "50",
            "anthropic-ratelimit-requests-remaining", "48",
            "anthropic-ratelimit-requests-reset", "2026-01-01T00:10:02Z"
        };
        assertThat(read("anthropic", limit)).containsExactly(new Told(QuotaUnit.REQUESTS, 50, 48, 603_000));
        assertThat(read(
                        "anthropic",
                        limit[0],
                        limit[1],
                        limit[2],
                        limit[3],
                        limit[4],
                        limit[5],
                        "date",
                        "Thu, 1 Jan 2026 00:10:00 GMT"))
                .containsExactly(new Told(QuotaUnit.REQUESTS, 50, 48, 3_000));
    }

    @Test
    void readsEachKindOfAnthropicsTokens() {
        assertThat(read(
                        "anthropic",
                        "anthropic-ratelimit-input-tokens-limit",
                        "40000",
                        "anthropic-ratelimit-input-tokens-remaining",
                        "39000",
                        "anthropic-ratelimit-output-tokens-limit",
                        "8000",
                        "anthropic-ratelimit-output-tokens-remaining",
                        "0"))
                .containsExactly(
                        new Told(QuotaUnit.INPUT_TOKENS, 40000, 39000, -1),
                        new Told(QuotaUnit.OUTPUT_TOKENS, 8000, 0, -1));
    }

    @Test
    void readsMistralsMinutes() {
        assertThat(read(
                        "mistral",
                        "x-ratelimit-limit-req-minute",
                        "60",
                        "x-ratelimit-remaining-req-minute",
                        "59",
                        "x-ratelimit-limit-tokens-minute",
                        "500000",
                        "x-ratelimit-remaining-tokens-minute",
                        "499000"))
                .containsExactly(
                        new Told(QuotaUnit.REQUESTS, 60, 59, -1), new Told(QuotaUnit.TOKENS, 500000, 499000, -1));
    }

    @Test
    void readsGroqsRequestsOfADay() {
        assertThat(read(
                        "groq",
                        "x-ratelimit-limit-requests",
                        "14400",
                        "x-ratelimit-remaining-requests",
                        "14370",
                        "x-ratelimit-reset-requests",
                        "2m59.56s"))
                .containsExactly(new Told(QuotaUnit.REQUESTS, 14400, 14370, 179_560));
    }

    @Test
    void readsWindowsThatEndAtOnce() {
        assertThat(read("together", "x-ratelimit-limit", "10", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "1"))
                .containsExactly(new Told(QuotaUnit.REQUESTS, 10, 0, 1000));
        String inThreeSeconds = Long.toString(NOW.toEpochMilli() + 3000);
        assertThat(read(
                        "openrouter",
                        "x-ratelimit-limit",
                        "20",
                        "x-ratelimit-remaining",
                        "0",
                        "x-ratelimit-reset",
                        inThreeSeconds))
                .containsExactly(new Told(QuotaUnit.REQUESTS, 20, 0, 3000));
    }

    @Test
    void takesTheProvidersOfNoKnownNameAsOpenAi() {
        assertThat(read("my-own", "x-ratelimit-remaining-requests", "3")).hasSize(1);
        assertThat(read("gemini", "x-ratelimit-remaining-requests", "3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "0, 0", "10, 11", "ten, 5", "10, ''", "10, 1e3", "10, 5.x", "'10, 10', 5"})
    void takesWhatMakesNoSenseAsNotSaid(String limit, String remaining) {
        assertThat(read("openai", "x-ratelimit-limit-requests", limit, "x-ratelimit-remaining-requests", remaining))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "12ms, 12",
        "1s, 1000",
        "6m0s, 360000",
        "1h2m3.5s, 3723500",
        "7.66s, 7660",
        "500us, 1",
        "0s, 0",
        "30, 30000",
        "0.5, 500",
        "2026-01-01T00:00:05.250Z, 5250",
        "2026-01-01T01:00:05+01:00, 6000",
        "2025-12-31T23:59:00Z, -1",
        "-5s, -1",
        "5 s, -1",
        "s, -1",
        "'', -1",
        "1.2.3s, -1",
        "soon, -1",
        "NaN, -1",
        "999999999999h, 34560000000",
        "1735689600, -1"
    })
    void readsResetsHoweverTheyAreSpelt(String reset, long millis) {
        assertThat(ResetTime.millisUntil(reset, NOW)).isEqualTo(millis);
    }

    @Property
    void readsAnyBytesWithoutHarm(@ForAll String limit, @ForAll String remaining, @ForAll String reset) {
        for (String provider : List.of("openai", "anthropic", "mistral", "together")) {
            QuotaReader reader = new QuotaReader(QuotaHeaders.of(provider));
            for (QuotaReading reading : reader.read(
                    name -> name.contains("remaining")
                            ? remaining
                            : name.contains("limit") && !name.contains("reset") ? limit : reset,
                    NOW)) {
                assertThat(reading.remaining()).isNotNegative();
                assertThat(reading.limit()).isNotNegative();
            }
        }
        assertThat(ResetTime.millisUntil(reset, NOW)).isBetween(-1L, 400L * 24 * 3600 * 1000);
    }
}
