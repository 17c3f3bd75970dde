package dev.keyway.filters.stored;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The homes that are remembered. Where there are too many, the team that has the most loses its oldest, so that no team can
 * push out what others need. Not thread-safe.
 */
final class AnswerMap {

    /** As long as OpenAI keeps what it stores. */
    static final Duration LIFE = Duration.ofDays(30);

    /** Ids, of which an answer brings a handful: some 40 MB. */
    static final int MOST = 400_000;

    /** Records of the log, beyond twice those that count, that may be of no use. */
    private static final int USELESS_RECORDS = 10_000;

    private final Map<AnswerKey, AnswerGroup> groups = new HashMap<>();
    private final Map<String, TeamAnswers> teams = new HashMap<>();
    private final NavigableSet<TeamAnswers> bySize = new TreeSet<>(TeamAnswers.BY_SIZE);
    private final Map<AnswerHome, AnswerHome> homes = new HashMap<>();
    private final int most;

    /** As their records are in the log, with some that are forgotten. */
    private Deque<AnswerGroup> inLogOrder = new ArrayDeque<>();

    private int remembered;
    private long lastSequence;

    AnswerMap(int most) {
        this.most = most;
    }

    @Nullable
    AnswerHome home(AnswerKey key, long nowMillis) {
        AnswerGroup group = groups.get(key);
        return group == null || group.isOver(nowMillis) ? null : group.home;
    }

    /** @param sequence of the record in the log, above those of all that were put before */
    void put(StoredIds ids, long sequence) {
        AnswerHome home = homes.computeIfAbsent(ids.home(), same -> same);
        TeamAnswers team = teams.computeIfAbsent(home.team(), TeamAnswers::new);
        AnswerGroup group = new AnswerGroup(ids, home, team, sequence);
        team.add(group);
        inLogOrder.add(group);
        remembered++;
        lastSequence = sequence;
        for (AnswerKey key : group.keys) {
            AnswerGroup before = groups.put(key, group);
            if (before != null) {
                takeFrom(before);
            }
            resize(team, 1);
        }
        while (groups.size() > most) {
            forgetOldestOf(bySize.last());
        }
        if (inLogOrder.size() > 2 * remembered + USELESS_RECORDS) {
            inLogOrder.removeIf(each -> each.isForgotten);
        }
    }

    /** Forgets what is too old. */
    void sweep(long nowMillis) {
        for (TeamAnswers team : List.copyOf(teams.values())) {
            while (!team.oldestFirst.isEmpty() && team.oldestFirst.getFirst().isOver(nowMillis)) {
                forgetOldestOf(team);
            }
        }
    }

    /** The sequence up to which the log holds nothing of use. */
    long uselessThrough() {
        skipForgotten();
        return inLogOrder.isEmpty() ? lastSequence : inLogOrder.getFirst().sequence - 1;
    }

    /**
     * Writes old records anew if the log holds far more records than count, so that one old record does not keep all that
     * came after it.
     *
     * @param most how many, at this time
     * @param append writes a record; its sequence, or a negative number if there is no room
     * @return whether there are more to be written
     */
    boolean renew(int most, ToLongFunction<StoredIds> append) {
        for (int i = 0; i < most; i++) {
            long useless = lastSequence - uselessThrough() - 2L * remembered;
            if (inLogOrder.isEmpty() || useless <= USELESS_RECORDS) {
                return false;
            }
            AnswerGroup oldest = inLogOrder.getFirst();
            long sequence = append.applyAsLong(current(oldest));
            if (sequence < 0) {
                return false;
            }
            inLogOrder.removeFirst();
            oldest.sequence = sequence;
            lastSequence = sequence;
            inLogOrder.addLast(oldest);
        }
        return true;
    }

    /** How many records are in memory, some of which may be forgotten. */
    int size() {
        return inLogOrder.size()
                + teams.values().stream()
                        .mapToInt(team -> team.oldestFirst.size())
                        .sum();
    }

    /** How many keys the records hold, some of which may have come again. */
    int keysInMemory() {
        return inLogOrder.stream()
                .filter(group -> !group.isForgotten)
                .mapToInt(group -> group.keys.size())
                .sum();
    }

    /** Takes out all that is remembered, the oldest first, to be written anew. */
    List<StoredIds> takeAll() {
        List<StoredIds> all = new ArrayList<>(remembered);
        for (AnswerGroup group : inLogOrder) {
            StoredIds still = current(group);
            if (!group.isForgotten && !still.keys().isEmpty()) {
                all.add(still);
            }
        }
        all.sort(Comparator.comparingLong(StoredIds::storedMillis));
        inLogOrder = new ArrayDeque<>();
        groups.clear();
        teams.clear();
        bySize.clear();
        remembered = 0;
        return all;
    }

    /** A group without the ids that came again later. */
    private StoredIds current(AnswerGroup group) {
        List<AnswerKey> still =
                group.keys.stream().filter(key -> groups.get(key) == group).toList();
        return new StoredIds(still, group.home, group.storedMillis);
    }

    /** An id of a group has come again. */
    private void takeFrom(AnswerGroup group) {
        resize(group.team, -1);
        group.current--;
        if (group.current == 0) {
            group.team.forget(group);
            remembered--;
        } else if (2 * group.current < group.keys.size()) {
            group.keys = current(group).keys();
        }
    }

    private void forgetOldestOf(TeamAnswers team) {
        AnswerGroup oldest = team.oldestFirst.removeFirst();
        if (!oldest.isForgotten) {
            forget(oldest, team);
        }
        if (team.oldestFirst.isEmpty()) {
            teams.remove(team.team, team);
        }
    }

    private void forget(AnswerGroup oldest, TeamAnswers team) {
        team.forget(oldest);
        remembered--;
        for (AnswerKey key : oldest.keys) {
            if (groups.remove(key, oldest)) {
                resize(team, -1);
            }
        }
    }

    private void skipForgotten() {
        while (!inLogOrder.isEmpty() && inLogOrder.getFirst().isForgotten) {
            inLogOrder.removeFirst();
        }
    }

    private void resize(TeamAnswers team, int change) {
        bySize.remove(team);
        team.ids += change;
        if (team.ids > 0) {
            bySize.add(team);
        }
    }
}
