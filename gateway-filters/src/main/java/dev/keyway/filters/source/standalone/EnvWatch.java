package dev.keyway.filters.source.standalone;

import dev.keyway.env.EnvText;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Watches the {@code .env} file while the gateway runs, on a thread of its own, which also compiles what it finds. */
final class EnvWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EnvWatch.class);

    /** How long a change may stay unnoticed where the system tells nothing. */
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(2);

    private static final Duration WHILE_PENDING = Duration.ofMillis(100);

    /** How long a reading that takes no interrupt, such as of a file server that is away, may take to end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final EnvSource source;
    private final EnvLook look;
    private final EnvReload reload;
    private @Nullable Thread thread;

    EnvWatch(EnvStart start, EnvReload reload) {
        this.source = start.source();
        this.look = new EnvLook(start.source(), start.text());
        this.reload = reload;
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().name("keyway-settings").daemon().start(this::watch);
    }

    /** Waits until a change that is being applied has been applied. */
    @Override
    public void stop() {
        Thread ended = takeThread();
        if (ended == null) {
            return;
        }
        ended.interrupt();
        try {
            if (!ended.join(LONGEST_END)) {
                log.warn("{} is still being read after {} s", source.path(), LONGEST_END.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private synchronized @Nullable Thread takeThread() {
        Thread taken = thread;
        thread = null;
        return taken;
    }

    private void watch() {
        Path folder = source.path().toAbsolutePath().getParent();
        try (FolderSignals signals = new FolderSignals(folder == null ? Path.of(".") : folder)) {
            while (isRunning()) {
                lookOnce();
                signals.await(look.isPending() ? WHILE_PENDING : AT_LEAST_EVERY);
            }
        } catch (InterruptedException | ClosedWatchServiceException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("the watch of {} was not closed", source.path(), e);
        }
    }

    /** Whatever goes wrong with one reading, the file stays watched. */
    private void lookOnce() {
        try {
            EnvText changed = look.look(System.nanoTime());
            if (changed != null) {
                reload.apply(changed);
            }
        } catch (RuntimeException e) {
            log.error("{} could not be applied; keeping the previous settings", source.path(), e);
            reload.recordFailure();
        }
    }
}
