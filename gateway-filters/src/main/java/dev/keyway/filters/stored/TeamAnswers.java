package dev.keyway.filters.stored;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/** What is remembered for one team. */
final class TeamAnswers {

    /** The one with the fewest ids first. */
    static final Comparator<TeamAnswers> BY_SIZE =
            Comparator.<TeamAnswers>comparingInt(answers -> answers.ids).thenComparing(answers -> answers.team);

    final String team;
    final Deque<AnswerGroup> oldestFirst = new ArrayDeque<>();
    int ids;

    /** How many of its groups are not forgotten. */
    int remembered;

    /** Forgotten groups that are not worth a search. */
    private static final int USELESS_GROUPS = 1_000;

    TeamAnswers(String team) {
        this.team = team;
    }

    void add(AnswerGroup group) {
        oldestFirst.add(group);
        remembered++;
    }

    void forget(AnswerGroup group) {
        group.isForgotten = true;
        remembered--;
        if (oldestFirst.size() > 2 * remembered + USELESS_GROUPS) {
            oldestFirst.removeIf(each -> each.isForgotten);
        }
    }
}
