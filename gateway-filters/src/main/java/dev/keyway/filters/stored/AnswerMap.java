package dev.keyway.filters.stored;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The homes that are remembered, the oldest first: as they were written down. Not thread-safe. */
final class AnswerMap {

    /** As long as OpenAI keeps what it stores. */
    static final Duration LIFE = Duration.ofDays(30);

    /** Ids, of which an answer brings a handful: some 40 MB. One more, and the oldest answer is forgotten. */
    static final int MOST = 400_000;

    private final Map<AnswerKey, Group> groups = new HashMap<>();
    private final Deque<Group> oldestFirst = new ArrayDeque<>();
    private final Map<AnswerHome, AnswerHome> homes = new HashMap<>();
    private final int most;
    private long goneThrough;

    /** Ids that came together, some of which may have come again later. */
    private static final class Group {

        final List<AnswerKey> keys;
        final AnswerHome home;
        final long storedMillis;
        final long sequence;

        Group(List<AnswerKey> keys, AnswerHome home, long storedMillis, long sequence) {
            this.keys = keys;
            this.home = home;
            this.storedMillis = storedMillis;
            this.sequence = sequence;
        }

        boolean isOver(long nowMillis) {
            return nowMillis - storedMillis > LIFE.toMillis();
        }
    }

    AnswerMap(int most) {
        this.most = most;
    }

    @Nullable
    AnswerHome home(AnswerKey key, long nowMillis) {
        Group group = groups.get(key);
        return group == null || group.isOver(nowMillis) ? null : group.home;
    }

    /** @param sequence of the record in the log, above those of all that were put before */
    void put(StoredIds ids, long sequence) {
        AnswerHome home = homes.computeIfAbsent(ids.home(), same -> same);
        Group group = new Group(ids.keys(), home, ids.storedMillis(), sequence);
        oldestFirst.add(group);
        ids.keys().forEach(key -> groups.put(key, group));
        while (groups.size() > most) {
            forgetOldest();
        }
    }

    /** Forgets what is too old. @return the sequence up to which the log holds nothing of use */
    long sweep(long nowMillis) {
        while (!oldestFirst.isEmpty() && oldestFirst.getFirst().isOver(nowMillis)) {
            forgetOldest();
        }
        return goneThrough;
    }

    /** Takes out all that is remembered, to be written anew. */
    List<StoredIds> takeAll() {
        List<StoredIds> all = new ArrayList<>(oldestFirst.size());
        for (Group group : oldestFirst) {
            List<AnswerKey> still =
                    group.keys.stream().filter(key -> groups.get(key) == group).toList();
            if (!still.isEmpty()) {
                all.add(new StoredIds(still, group.home, group.storedMillis));
            }
        }
        oldestFirst.clear();
        groups.clear();
        return all;
    }

    private void forgetOldest() {
        Group oldest = oldestFirst.removeFirst();
        goneThrough = oldest.sequence;
        oldest.keys.forEach(key -> groups.remove(key, oldest));
    }
}
