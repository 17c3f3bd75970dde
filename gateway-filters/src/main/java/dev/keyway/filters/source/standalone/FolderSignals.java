package dev.keyway.filters.source.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until something happens in a folder, or for a time where the system cannot tell: network mounts, folders that a
 * link was turned away from, no more watches to be had.
 */
final class FolderSignals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FolderSignals.class);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable WatchService watch;

    FolderSignals(Path folder) {
        this.watch = open(folder);
    }

    private static @Nullable WatchService open(Path folder) {
        try {
            WatchService watch = folder.getFileSystem().newWatchService();
            try {
                WatchKey unused = folder.register(
                        watch,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
                return watch;
            } catch (IOException | RuntimeException e) {
                watch.close();
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("{} is looked at every now and then, since it cannot be watched", folder, e);
            return null;
        }
    }

    /** Returns when something has happened since the last call, or after so long. */
    void await(Duration atMost) throws InterruptedException {
        if (watch == null) {
            boolean unused = closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        WatchKey key = watch.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            if (!key.reset()) {
                boolean unused = closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (watch != null) {
            watch.close();
        }
    }
}
