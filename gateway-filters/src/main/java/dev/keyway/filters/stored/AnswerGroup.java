package dev.keyway.filters.stored;

import java.util.List;

/** Ids that came together, some of which may have come again later. */
final class AnswerGroup {

    /** Those that came with it, but for most that have come again since. */
    List<AnswerKey> keys;

    /** How many have not come again since. */
    int current;

    final AnswerHome home;
    final TeamAnswers team;
    final long storedMillis;

    /** Of its record in the log. */
    long sequence;

    boolean isForgotten;

    AnswerGroup(StoredIds ids, AnswerHome home, TeamAnswers team, long sequence) {
        this.keys = ids.keys();
        this.current = keys.size();
        this.home = home;
        this.team = team;
        this.storedMillis = ids.storedMillis();
        this.sequence = sequence;
    }

    boolean isOver(long nowMillis) {
        return nowMillis - storedMillis > AnswerMap.LIFE.toMillis();
    }
}
