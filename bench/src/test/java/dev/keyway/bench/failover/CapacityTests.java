package dev.keyway.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.keyway.bench.failover.Setup.Arrivals;
import dev.keyway.bench.failover.Setup.LimitHeaders;
import dev.keyway.bench.failover.Setup.RetryAfter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapacityTests {

    @Test
    void isEachKeysBucketAndWhatFlowsIntoItLessTheFailures() {
        Capacity pool = setup(60, 20).pool();
        assertThat(pool.admitted()).isEqualTo(9 * (4 + 120) + (4 + 40));
        assertThat(pool.answers()).isCloseTo(1160 * 0.99, within(1e-9));
        assertThat(setup(60, 20).oneKey().admitted()).isEqualTo(124);
    }

    @Test
    void countsARevokedKeyToTheEndOfAShorterRun() {
        assertThat(setup(10, 20).pool().admitted()).isEqualTo(10 * (4 + 20));
    }

    private static Setup setup(int seconds, int revokedAfter) {
        return new Setup(
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(revokedAfter),
                1,
                Arrivals.EVEN,
                RetryAfter.EXACT,
                LimitHeaders.PRESENT);
    }
}
