package dev.keyway.filters.spool;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Keeps a log on the disk from a thread of its own, every 200 ms and whenever a segment was begun. */
public final class LogKeeper implements Closeable {

    /** What a power loss may cost. */
    public static final Duration INTERVAL = Duration.ofMillis(200);

    private final SegmentLog log;
    private final Thread thread;
    private volatile boolean stopped;

    private LogKeeper(SegmentLog log, String name) {
        this.log = log;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::keep);
    }

    /** Begins to keep a log. */
    public static LogKeeper start(SegmentLog log, String threadName) {
        LogKeeper keeper = new LogKeeper(log, threadName);
        log.onRoll(() -> LockSupport.unpark(keeper.thread));
        keeper.thread.start();
        return keeper;
    }

    /** Stops and closes the log. */
    @Override
    public void close() throws IOException {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
    }

    private void keep() {
        while (!stopped) {
            log.maintain();
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }
}
