package dev.keyway.filters.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingMinuteTests {

    private final SlidingMinute minute = new SlidingMinute();

    @Test
    void countsWhatCameInTheLastSixtySeconds() {
        minute.add(100, 3, 100);
        minute.add(130, 4, 130);

        assertThat(minute.total(159)).isEqualTo(7);
        assertThat(minute.total(160)).isEqualTo(4);
        assertThat(minute.total(190)).isZero();
    }

    @Test
    void tellsWhenEnoughIsFree() {
        minute.add(100, 3, 100);
        minute.add(130, 4, 130);

        assertThat(minute.secondsUntil(7, 140)).isZero();
        assertThat(minute.secondsUntil(6, 140)).isEqualTo(20);
        assertThat(minute.secondsUntil(3, 140)).isEqualTo(50);
        assertThat(minute.secondsUntil(-1, 140)).isEqualTo(60);
    }

    @Test
    void givesBackInTheSecondInWhichItWasTaken() {
        minute.add(100, 3, 100);
        minute.add(100, -3, 150);
        assertThat(minute.total(150)).isZero();

        minute.add(100, -3, 161);
        assertThat(minute.total(161)).isZero();
    }

    @Property(tries = 300)
    void agreesWithAListOfAllThatCame(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 40) Integer> pauses,
            @ForAll @IntRange(min = -2_000, max = 2_000) int start) {
        SlidingMinute counted = new SlidingMinute();
        List<Long> all = new ArrayList<>();
        long now = start;
        for (int pause : pauses) {
            now += pause;
            long second = now;
            counted.add(second, 1, now);
            all.add(second);
            assertThat(counted.total(now))
                    .isEqualTo(all.stream().filter(each -> each > second - 60).count());
        }
    }
}
