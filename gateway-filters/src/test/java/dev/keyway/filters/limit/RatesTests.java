package dev.keyway.filters.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.RateLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RatesTests {

    private static final RateLimits LIMITS = new RateLimits(null, 1_000L, null);
    private static final Share WHOLE = new Share(1);

    private final Rates rates = new Rates(Level.TEAM);

    /** Responses can have more tokens than was expected of them. */
    @Test
    void resetIsWhenOneTokenIsFreeEvenIfMoreAreUsedThanTheLimit() {
        int unused = rates.take(LIMITS, 10, 100);
        unused = rates.take(LIMITS, 6_000, 150);
        assertThat(rates.left(LIMITS, WHOLE, 155))
                .containsExactly(new RateLeft(Level.TEAM, RateLeft.Kind.TOKENS, 1_000, 0, Duration.ofSeconds(55)));
    }

    @Test
    void resetIsWhenTheOldestTokensAreFreeBelowTheLimit() {
        int unused = rates.take(LIMITS, 10, 100);
        unused = rates.take(LIMITS, 20, 150);
        assertThat(rates.left(LIMITS, WHOLE, 155))
                .containsExactly(new RateLeft(Level.TEAM, RateLeft.Kind.TOKENS, 1_000, 970, Duration.ofSeconds(5)));
    }
}
