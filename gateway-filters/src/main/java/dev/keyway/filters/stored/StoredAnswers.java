package dev.keyway.filters.stored;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for 30 days which account keeps which stored answer, and for whom; at most 100,000 of them, the oldest are
 * forgotten first. With a state directory that survives the process, however it ends. Safe for use by many threads;
 * nothing here waits for the disk.
 */
public final class StoredAnswers implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final AnswerMap answers;
    private final @Nullable AnswerLog log;

    private StoredAnswers(InstantSource clock, AnswerMap answers, @Nullable AnswerLog log) {
        this.clock = clock;
        this.answers = answers;
        this.log = log;
    }

    /** Remembers until the process ends. */
    public static StoredAnswers inMemory(InstantSource clock) {
        return new StoredAnswers(clock, new AnswerMap(AnswerMap.MOST), null);
    }

    /**
     * Goes on from what an earlier run has remembered.
     *
     * @param directory the state directory, which exists and is this process's alone
     * @throws dev.keyway.filters.settings.InvalidSettingsException if it cannot be written to
     */
    public static StoredAnswers open(Path directory, InstantSource clock) {
        return open(directory, clock, AnswerMap.MOST);
    }

    static StoredAnswers open(Path directory, InstantSource clock, int most) {
        AnswerMap answers = new AnswerMap(most);
        try {
            AnswerLog log = AnswerLog.open(directory, answers, clock.millis());
            StoredAnswers opened = new StoredAnswers(clock, answers, log);
            log.start(opened::sweep);
            return opened;
        } catch (IOException e) {
            throw AnswerLog.unusable(directory, e);
        }
    }

    /** Writes down where an answer is at home. What was written before stands. */
    public void remember(String provider, String answerId, AnswerHome home) {
        AnswerKey key = AnswerKey.of(provider, answerId);
        lock.lock();
        try {
            long now = clock.millis();
            if (!home.equals(answers.home(key, now))) {
                StoredAnswer answer = new StoredAnswer(key, home, now);
                answers.put(answer, log == null ? 0 : log.append(answer));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where an answer is at home; null if that is not known, or no longer. */
    public @Nullable AnswerHome home(String provider, String answerId) {
        AnswerKey key = AnswerKey.of(provider, answerId);
        lock.lock();
        try {
            return answers.home(key, clock.millis());
        } finally {
            lock.unlock();
        }
    }

    /** Puts all on the disk. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }

    private long sweep() {
        lock.lock();
        try {
            return answers.sweep(clock.millis());
        } finally {
            lock.unlock();
        }
    }
}
