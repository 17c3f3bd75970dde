package dev.keyway.bench.wakeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.bench.rig.Percentiles;
import dev.keyway.bench.wakeup.Gaps.Use;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isTheTimeBetweenAnEndAndTheNextArrival() {
        Percentiles gaps = Gaps.micros(List.of(use(0, 1000), use(1100, 2000), use(2300, 3000)), 0);
        assertThat(gaps.count()).isEqualTo(2);
        assertThat(gaps.at(50)).isEqualTo(100);
        assertThat(gaps.at(100)).isEqualTo(300);
    }

    @Test
    void leavesOutTheWarmUp() {
        assertThat(Gaps.micros(List.of(use(0, 1000), use(1100, 2000), use(2300, 3000)), 2)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void refusesCallsThatOverlap() {
        assertThatThrownBy(() -> Gaps.micros(List.of(use(0, 1000), use(900, 2000)), 0))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Use use(long fromMicros, long toMicros) {
        return new Use(START.plusNanos(fromMicros * 1000), START.plusNanos(toMicros * 1000));
    }
}
