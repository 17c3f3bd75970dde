package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTests {

    private static final long MINUTE = 60_000_000_000L;

    @Test
    void offersTheSameNumberWithEverySeedAtOtherTimes() {
        long[] one = Schedule.poisson(18, MINUTE, 1);
        long[] two = Schedule.poisson(18, MINUTE, 2);
        assertThat(one).hasSize(1080).isSorted().isNotEqualTo(two);
        assertThat(two).hasSize(1080);
        assertThat(Schedule.poisson(18, MINUTE, 1)).isEqualTo(one);
    }

    @Test
    void spreadsArrivalsOverTheWholeTime() {
        long[] times = Schedule.poisson(100, MINUTE, 3);
        assertThat(times[0]).isBetween(0L, MINUTE / 100);
        assertThat(times[times.length - 1]).isBetween(MINUTE - MINUTE / 100, MINUTE - 1);
        assertThat(times[times.length / 2]).isBetween(MINUTE * 48 / 100, MINUTE * 52 / 100);
    }

    @Test
    void sendsOneRequestInEachSpan() {
        long[] times = Schedule.even(2, MINUTE, 1);
        assertThat(times).hasSize(120);
        for (int i = 0; i < times.length; i++) {
            assertThat(times[i]).isBetween(i * 500_000_000L, (i + 1) * 500_000_000L - 1);
        }
    }
}
