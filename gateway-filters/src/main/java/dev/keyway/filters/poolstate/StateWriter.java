package dev.keyway.filters.poolstate;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State writer: reads the log every 5 s, on a thread of its own, and writes the state file as often as its {@linkplain WritePace pace}
 * allows, and once more at the end.
 */
final class StateWriter implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(StateWriter.class);

    private final PoolStateLog state;
    private final Thread thread;
    private final WritePace pace = new WritePace();
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
            step(pace.isDue(System.nanoTime()) || state.mustFold());
        }
        step(true);
    }

    private void step(boolean isWritten) {
        try {
            if (!isWritten) {
                state.take();
                return;
            }
            long began = System.nanoTime();
            state.fold();
            pace.written(began, System.nanoTime());
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
