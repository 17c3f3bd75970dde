package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.limit.RateLeft;
import dev.keyway.filters.model.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateHeadersTests {

    @Test
    void describeTheLevelThatHasLeastLeft() {
        List<RateLeft> rates = List.of(
                rate(Level.TOKEN, RateLeft.Kind.REQUESTS, 20, 5, 30),
                rate(Level.TOKEN, RateLeft.Kind.CONCURRENT, 1, 0, 0),
                rate(Level.TEAM, RateLeft.Kind.REQUESTS, 60, 4, 10),
                rate(Level.TENANT, RateLeft.Kind.TOKENS, 9_000, 8_000, 7));

        assertThat(RateHeaders.of(rates))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "4",
                        "x-ratelimit-reset-requests", "10s",
                        "x-ratelimit-limit-tokens", "9000",
                        "x-ratelimit-remaining-tokens", "8000",
                        "x-ratelimit-reset-tokens", "7s"));
    }

    @Test
    void describeTheOneThatResetsLastOfThoseThatHaveNothingLeft() {
        List<RateLeft> rates = List.of(
                rate(Level.TOKEN, RateLeft.Kind.REQUESTS, 1, 0, 20),
                rate(Level.TEAM, RateLeft.Kind.REQUESTS, 2, 0, 40),
                rate(Level.TENANT, RateLeft.Kind.REQUESTS, 3, 0, 30));

        assertThat(RateHeaders.of(rates))
                .containsEntry("x-ratelimit-limit-requests", "2")
                .containsEntry("x-ratelimit-reset-requests", "40s");
    }

    @Test
    void areLeftOutWhereNothingIsLimited() {
        assertThat(RateHeaders.of(List.of())).isEmpty();
        assertThat(RateHeaders.of(List.of(rate(Level.TEAM, RateLeft.Kind.CONCURRENT, 3, 2, 0))))
                .isEmpty();
    }

    private static RateLeft rate(Level level, RateLeft.Kind kind, long limit, long left, long resetSeconds) {
        return new RateLeft(level, kind, limit, left, Duration.ofSeconds(resetSeconds));
    }
}
