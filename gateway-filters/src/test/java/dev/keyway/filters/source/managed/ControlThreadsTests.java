package dev.keyway.filters.source.managed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ControlThreadsTests {

    private final ControlThreads threads = new ControlThreads();

    /** Such as a file that is being written: another process may own the folder next. */
    @Test
    @Timeout(20)
    void endsAfterTheStepsThatTakeNoInterrupt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(3);
        AtomicInteger ended = new AtomicInteger();
        Runnable work = () -> {
            begun.countDown();
            long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            ended.incrementAndGet();
        };
        threads.follow(() -> {
            work.run();
            return Duration.ofMinutes(1);
        });
        threads.repeat(Duration.ofMinutes(1), work::run);
        threads.commands().execute(work);
        begun.await();
        threads.close();
        assertThat(ended).hasValue(3);
    }

    @Test
    @Timeout(20)
    void interruptsWhatWaits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        threads.follow(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
            return Duration.ZERO;
        });
        begun.await();
        threads.close();
        assertThat(interrupted).hasValue(1);
    }
}
