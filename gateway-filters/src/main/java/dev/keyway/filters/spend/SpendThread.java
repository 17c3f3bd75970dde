package dev.keyway.filters.spend;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Thread of the spend reporter: begins when the application is complete, and stores what is known when it ends. */
final class SpendThread implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SpendThread.class);

    /** So that waiting requests share a report. */
    private static final long SHORTEST_NANOS = 10_000_000;

    private final SpendReporter reporter;
    private final SpendRounds rounds;
    private final Thread thread;
    private volatile boolean stopping;

    SpendThread(SpendReporter reporter, SpendRounds rounds) {
        this.reporter = reporter;
        this.rounds = rounds;
        this.thread = Thread.ofPlatform().name("keyway-spend").daemon().unstarted(this::run);
    }

    @Override
    public void afterSingletonsInstantiated() {
        rounds.wake(thread);
        thread.start();
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join();
        reporter.remember();
    }

    private void run() {
        try {
            while (!stopping) {
                step();
                pause();
            }
        } catch (InterruptedException ended) {
            log.debug("the spend reporter was interrupted");
        }
    }

    private void step() throws InterruptedException {
        try {
            reporter.step();
        } catch (RuntimeException | OutOfMemoryError defect) {
            log.error("spend is not reported; what was granted before can be spent", defect);
        }
    }

    private void pause() {
        long began = System.nanoTime();
        LockSupport.parkNanos(SHORTEST_NANOS);
        long left = SpendReporter.PERIOD.toNanos() - (System.nanoTime() - began);
        while (left > 0 && !rounds.isAsked() && !reporter.hasMore() && !stopping) {
            LockSupport.parkNanos(left);
            left = SpendReporter.PERIOD.toNanos() - (System.nanoTime() - began);
        }
    }
}
