package dev.keyway.admin.usage.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DayWorkTests {

    private static final Duration POLL = Duration.ofMillis(1);
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

    /** Days that are begun beside the one that fails go on until the caller waits for them, or has left them alone. */
    @Test
    void aFailureEndsTheWorkOnceTheDaysThatWereBegunAreOver() {
        Thread caller = Thread.currentThread();
        CountDownLatch besideBegun = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        Set<LocalDate> begun = ConcurrentHashMap.newKeySet();
        Set<LocalDate> over = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> DayWork.count(DAYS, day -> {
                    begun.add(day);
                    if (day.equals(FIRST)) {
                        begun(besideBegun);
                        throw new IllegalArgumentException("broken");
                    }
                    besideBegun.countDown();
                    while (!left.get() && !isClosing(caller)) {
                        LockSupport.parkNanos(POLL.toNanos());
                    }
                    return over.add(day);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("broken");
        Set<LocalDate> wereOver = Set.copyOf(over);
        left.set(true);
        begun.remove(FIRST);
        assertThat(wereOver).isNotEmpty().isEqualTo(begun).doesNotContain(DAYS.getLast());
    }

    /** Whether a thread waits for those of an executor to end. */
    private static boolean isClosing(Thread caller) {
        return Arrays.stream(caller.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("close"));
    }

    private static void begun(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean arrived(CyclicBarrier barrier) {
        try {
            return barrier.await(1, TimeUnit.MINUTES) >= 0;
        } catch (Exception notTwo) {
            throw new IllegalStateException(notTwo);
        }
    }
}
