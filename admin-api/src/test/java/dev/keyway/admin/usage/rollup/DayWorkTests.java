package dev.keyway.admin.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DayWorkTests {

    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
    private static final List<LocalDate> DAYS =
            FIRST.datesUntil(FIRST.plusDays(4)).toList();

    @Test
    void countsTheDaysOnWhichItWasDone() {
        assertThat(DayWork.count(DAYS, day -> day.getDayOfMonth() > 1)).isEqualTo(3);
        assertThat(DayWork.count(List.of(), day -> true)).isZero();
    }

    /** Nobody passes the barrier alone. */
    @Test
    void twoDaysAreWorkedOnAtATime() {
        CyclicBarrier two = new CyclicBarrier(2);
        assertThat(DayWork.count(DAYS, day -> arrived(two))).isEqualTo(DAYS.size());
    }

    @Test
    void aFailureEndsTheWorkOnceTheDaysThatWereBegunAreOver() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger over = new AtomicInteger();
        assertThatThrownBy(() -> DayWork.count(DAYS, day -> {
                    begun.incrementAndGet();
                    try {
                        if (day.equals(FIRST)) {
                            throw new IllegalArgumentException("broken");
                        }
                        return true;
                    } finally {
                        over.incrementAndGet();
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("broken");
        assertThat(over).hasValue(begun.get());
    }

    private static boolean arrived(CyclicBarrier barrier) {
        try {
            return barrier.await(1, TimeUnit.MINUTES) >= 0;
        } catch (Exception notTwo) {
            throw new IllegalStateException(notTwo);
        }
    }
}
