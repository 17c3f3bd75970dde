package dev.keyway.filters.keyusage;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the log into the books every 5 s, from a thread of its own, and once more at the end. */
final class UsageFolder implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(UsageFolder.class);

    private final UsageLedger ledger;
    private final Thread thread;
    private volatile boolean stopped;
    private boolean failing;

    private UsageFolder(UsageLedger ledger) {
        this.ledger = ledger;
        this.thread = Thread.ofPlatform().name("keyway-usage-fold").daemon().unstarted(this::run);
    }

    static UsageFolder start(UsageLedger ledger) {
        UsageFolder folder = new UsageFolder(ledger);
        folder.thread.start();
        return folder;
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
            ledger.fold();
            if (failing) {
                log.info("{} can be written again", UsageLedger.FILE);
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.error(
                        "{} cannot be written; the log retains the missing records: {}",
                        UsageLedger.FILE,
                        e.toString());
            }
            failing = true;
        }
    }
}
