package dev.keyway.filters.stored;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for 30 days which account keeps which answer and which items of it, and for whom; at most 400,000 ids, of which
 * the oldest of the team that has the most are forgotten first. With a state directory that survives the process, however it ends. Safe for use by many threads;
 * nothing here waits for the disk.
 */
public final class StoredAnswers implements AutoCloseable {

    /** Records, while requests wait for the lock. */
    private static final int RENEWED_AT_ONCE = 256;

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

    /**
     * Writes down where an answer is at home, or what it brought. Ids that another team's answer had as well tell nothing from
     * then on.
     *
     * @param ids at most 255
     */
    public void remember(String provider, Collection<String> ids, AnswerHome home) {
        List<AnswerKey> keys =
                ids.stream().map(id -> AnswerKey.of(provider, id)).toList();
        lock.lock();
        try {
            long now = clock.millis();
            Map<AnswerHome, List<AnswerKey>> news = keys.stream()
                    .filter(key -> !homeAfter(key, home, now).equals(answers.home(key, now)))
                    .collect(Collectors.groupingBy(key -> homeAfter(key, home, now)));
            news.forEach((newHome, itsKeys) -> {
                StoredIds stored = new StoredIds(itsKeys, newHome, now);
                answers.put(stored, log == null ? 0 : log.append(stored));
            });
        } finally {
            lock.unlock();
        }
    }

    private AnswerHome homeAfter(AnswerKey key, AnswerHome home, long now) {
        AnswerHome before = answers.home(key, now);
        return before == null || (before.team().equals(home.team()) && !before.equals(AnswerHome.UNKNOWN))
                ? home
                : AnswerHome.UNKNOWN;
    }

    /** Where what has this id is at home; null if that is not known, or no longer. */
    public @Nullable AnswerHome home(String provider, String id) {
        AnswerKey key = AnswerKey.of(provider, id);
        lock.lock();
        try {
            AnswerHome home = answers.home(key, clock.millis());
            return AnswerHome.UNKNOWN.equals(home) ? null : home;
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

    /** @return the sequence up to which the log holds nothing of use */
    private long sweep() {
        inLock(() -> {
            answers.sweep(clock.millis());
            return true;
        });
        boolean more = log != null;
        while (more && log != null) {
            AnswerLog target = log;
            more = inLock(() -> answers.renew(RENEWED_AT_ONCE, target::appendAgain));
        }
        return inLock(answers::uselessThrough);
    }

    private <T> T inLock(Supplier<T> operation) {
        lock.lock();
        try {
            return operation.get();
        } finally {
            lock.unlock();
        }
    }
}
