package dev.keyway.filters.poolstate;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** State writer: folds the log into the state file every 5 s, on a thread of its own, and once more at the end. */
final class StateWriter implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(StateWriter.class);

    private final PoolStateLog state;
    private final Thread thread;
    private volatile boolean stopped;
    private boolean failing;

    private StateWriter(PoolStateLog state) {
        this.state = state;
        this.thread = Thread.ofPlatform().name("keyway-state-writer").daemon().unstarted(this::run);
    }

    static StateWriter start(PoolStateLog state) {
        StateWriter writer = new StateWriter(state);
        writer.thread.start();
        return writer;
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            fold();
        }
        fold();
    }

    private void fold() {
        try {
            state.fold();
            if (failing) {
                log.info("{} can be written again", PoolStateLog.FILE);
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.error(
                        "{} cannot be written; the log retains the missing records: {}",
                        PoolStateLog.FILE,
                        e.toString());
            }
            failing = true;
        }
    }
}
