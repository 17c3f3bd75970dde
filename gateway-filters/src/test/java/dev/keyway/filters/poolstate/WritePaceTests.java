package dev.keyway.filters.poolstate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WritePaceTests {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final WritePace pace = new WritePace();

    @Test
    void isDueAtFirst() {
        assertThat(pace.isDue(-5)).isTrue();
    }

    @Test
    void aQuickWriteIsFollowedByTheNextOne() {
        pace.written(0, 20 * MILLI);
        assertThat(pace.isDue(20 * MILLI)).isTrue();
    }

    @Test
    void aSlowWriteIsFollowedByAPauseOfAThousandTimesAsLong() {
        pace.written(0, 23 * MILLI);
        assertThat(pace.isDue(23 * MILLI + 2_999 * MILLI)).isFalse();
        assertThat(pace.isDue(23 * MILLI + 3_000 * MILLI)).isTrue();
    }

    @Test
    void isDueAfterAMinuteAtTheLatest() {
        pace.written(0, 500 * MILLI);
        assertThat(pace.isDue(500 * MILLI + 59_999 * MILLI)).isFalse();
        assertThat(pace.isDue(500 * MILLI + 60_000 * MILLI)).isTrue();
    }
}
