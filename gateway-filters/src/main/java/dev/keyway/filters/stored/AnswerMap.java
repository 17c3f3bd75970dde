package dev.keyway.filters.stored;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The homes that are remembered, the oldest first: as they were written down. Not thread-safe. */
final class AnswerMap {

    /** As long as OpenAI keeps what it stores. */
    static final Duration LIFE = Duration.ofDays(30);

    /** Some 15 MB. One more, and the oldest is forgotten. */
    static final int MOST = 100_000;

    private final LinkedHashMap<AnswerKey, Entry> entries = new LinkedHashMap<>();
    private final Map<AnswerHome, AnswerHome> homes = new HashMap<>();
    private final int most;
    private long goneThrough;

    private record Entry(AnswerHome home, long storedMillis, long sequence) {}

    AnswerMap(int most) {
        this.most = most;
    }

    @Nullable
    AnswerHome home(AnswerKey key, long nowMillis) {
        Entry entry = entries.get(key);
        return entry == null || isOver(entry, nowMillis) ? null : entry.home();
    }

    /** @param sequence of the record in the log, above those of all that were put before */
    void put(StoredAnswer answer, long sequence) {
        AnswerHome home = homes.computeIfAbsent(answer.home(), same -> same);
        entries.remove(answer.key());
        entries.put(answer.key(), new Entry(home, answer.storedMillis(), sequence));
        if (entries.size() > most) {
            forget(entries.values().iterator());
        }
    }

    /** Forgets what is too old. @return the sequence up to which the log holds nothing of use */
    long sweep(long nowMillis) {
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (!entries.isEmpty() && isOver(entries.firstEntry().getValue(), nowMillis)) {
            oldestFirst = entries.values().iterator();
            forget(oldestFirst);
        }
        return goneThrough;
    }

    /** All that is remembered, to be written anew. */
    List<StoredAnswer> all() {
        List<StoredAnswer> all = new ArrayList<>(entries.size());
        entries.forEach((key, entry) -> all.add(new StoredAnswer(key, entry.home(), entry.storedMillis())));
        return all;
    }

    private void forget(Iterator<Entry> oldestFirst) {
        goneThrough = oldestFirst.next().sequence();
        oldestFirst.remove();
    }

    private static boolean isOver(Entry entry, long nowMillis) {
        return nowMillis - entry.storedMillis() > LIFE.toMillis();
    }
}
