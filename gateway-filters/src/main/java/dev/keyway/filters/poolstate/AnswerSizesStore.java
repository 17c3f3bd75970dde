package dev.keyway.filters.poolstate;

import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.metering.AnswerSizesCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store of answer sizes, by which costs are estimated: reads them at start, and writes what has changed every minute and at the end.
 * A crash costs the last minute of them. A file that cannot be read is replaced: estimates then begin anew.
 */
final class AnswerSizesStore implements AutoCloseable {

    static final String FILE = "answer_sizes";

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(AnswerSizesStore.class);

    private final StateDirectory directory;
    private final AnswerSizes sizes;
    private final Thread thread;
    private volatile boolean stopped;
    private long written;
    private boolean failing;

    private AnswerSizesStore(StateDirectory directory, AnswerSizes sizes) {
        this.directory = directory;
        this.sizes = sizes;
        this.thread = Thread.ofPlatform().name("keyway-answer-sizes").daemon().unstarted(this::run);
    }

    /** Adds what is stored to what is known, and stores it from now on. */
    static AnswerSizesStore start(StateDirectory directory, AnswerSizes sizes) {
        AnswerSizesStore store = new AnswerSizesStore(directory, sizes);
        store.read();
        store.written = sizes.count();
        store.thread.start();
        return store;
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

    private void read() {
        try {
            AnswerSizesCodec.decode(Files.readAllBytes(directory.resolve(FILE)), sizes);
        } catch (NoSuchFileException first) {
            log.debug("no sizes of answers are stored yet");
        } catch (IOException | RuntimeException e) {
            log.warn(
                    "{} cannot be read, so that estimates of costs begin anew: {}",
                    directory.resolve(FILE),
                    e.toString());
        }
    }

    private void run() {
        while (!stopped) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            write();
        }
        write();
    }

    private void write() {
        long count = sizes.count();
        if (count == written) {
            return;
        }
        try {
            directory.replace(FILE, AnswerSizesCodec.encode(sizes));
            written = count;
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.warn("{} cannot be written, and is tried again: {}", directory.resolve(FILE), e.toString());
            }
            failing = true;
        }
    }
}
