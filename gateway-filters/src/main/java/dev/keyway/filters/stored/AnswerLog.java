package dev.keyway.filters.stored;

import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.spool.LogKeeper;
import dev.keyway.filters.spool.LogReader;
import dev.keyway.filters.spool.LogUnavailableException;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.spool.UnknownFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of stored answers. What is forgotten goes with the oldest files, out of which what still counts is written
 * anew where that is little; at each start all of it is, so that restarts leave nothing behind.
 */
final class AnswerLog {

    static final String NAME = "stored_answers.log";

    private static final int SEGMENT_BYTES = 1024 * 1024;
    private static final int MOST_SEGMENTS = 128;
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(AnswerLog.class);

    private final SegmentLog segments;
    private @Nullable LogKeeper keeper;
    private @Nullable Thread sweeper;
    private volatile boolean stopped;
    private volatile boolean failing;

    private AnswerLog(SegmentLog segments) {
        this.segments = segments;
    }

    /**
     * Opens the log in a directory and fills the map with what is in it.
     *
     * @throws InvalidSettingsException if it holds what a later release has written; nothing is changed then
     */
    static AnswerLog open(Path directory, AnswerMap answers, long nowMillis) throws IOException {
        SegmentLog segments = SegmentLog.open(
                new SegmentLogOptions(directory, NAME, SEGMENT_BYTES, MOST_SEGMENTS, Preallocator.ZEROS), 0);
        readAll(segments, directory, answers);
        answers.sweep(nowMillis);
        long read = segments.lastSequence();
        for (StoredIds ids : answers.takeAll()) {
            answers.put(ids, rewrite(segments, ids));
        }
        segments.maintain();
        segments.removeThrough(read);
        return new AnswerLog(segments);
    }

    private static void readAll(SegmentLog segments, Path directory, AnswerMap answers) throws IOException {
        LogReader reader = segments.reader();
        try {
            reader.read((sequence, payload) -> take(answers, sequence, payload));
        } catch (UnknownFormatException unknown) {
            segments.close();
            throw refused(
                    ("%s holds a %s, which this release does not know (it knows versions up to %d). Start the newer"
                                    + " release that wrote it, or give this gateway another state folder. The records were left"
                                    + " as they are")
                            .formatted(directory.resolve(reader.file()), unknown.getMessage(), StoredIds.VERSION));
        }
    }

    /** Keeps the log on the disk and removes what is no longer needed. */
    void start(LongSupplier sweep) {
        keeper = LogKeeper.start(segments, "keyway-stored-answers-log");
        Thread thread =
                Thread.ofPlatform().name("keyway-stored-answers").daemon().unstarted(() -> run(sweep));
        sweeper = thread;
        thread.start();
    }

    /** Writes ids down. Those that find no room are forgotten at the end of the process. @return their sequence */
    long append(StoredIds ids) {
        try {
            long sequence = segments.append(ids.encode());
            failing = false;
            return sequence;
        } catch (LogUnavailableException e) {
            if (!failing) {
                log.warn("stored answers will not be known after a restart: {}", e.getMessage());
            }
            failing = true;
            return segments.lastSequence();
        }
    }

    /** Writes ids down once more. @return their sequence; negative if there is no room now */
    long appendAgain(StoredIds ids) {
        try {
            return segments.append(ids.encode());
        } catch (LogUnavailableException noRoom) {
            return -1;
        }
    }

    void close() {
        stopped = true;
        if (sweeper != null) {
            LockSupport.unpark(sweeper);
            join(sweeper);
        }
        try {
            if (keeper != null) {
                keeper.close();
            }
        } catch (IOException e) {
            log.error("{} may lack what was stored last: {}", NAME, e.getMessage());
        }
    }

    static InvalidSettingsException unusable(Path directory, IOException cause) {
        return refused("the gateway cannot keep %s in %s (%s); choose a folder that it can write to, with room"
                .formatted(NAME, directory, cause.getMessage()));
    }

    private static InvalidSettingsException refused(String message) {
        return new InvalidSettingsException(List.of(SettingsProblem.fatal("KEYWAY_STATE_DIR", message)));
    }

    private static void take(AnswerMap answers, long sequence, byte[] payload) {
        try {
            answers.put(StoredIds.decode(payload), sequence);
        } catch (IOException e) {
            log.warn("a record of {} is passed over: {}", NAME, e.getMessage());
        }
    }

    /** Nobody makes the next segment while the log is being opened. */
    private static long rewrite(SegmentLog segments, StoredIds ids) throws IOException {
        try {
            return segments.append(ids.encode());
        } catch (LogUnavailableException full) {
            segments.maintain();
        }
        try {
            return segments.append(ids.encode());
        } catch (LogUnavailableException noRoom) {
            throw new IOException(noRoom.getMessage(), noRoom);
        }
    }

    private void run(LongSupplier sweep) {
        while (!stopped) {
            LockSupport.parkNanos(SWEEP.toNanos());
            try {
                segments.removeThrough(sweep.getAsLong());
            } catch (IOException | RuntimeException e) {
                log.warn("an old file of {} stays: {}", NAME, e.getMessage());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
