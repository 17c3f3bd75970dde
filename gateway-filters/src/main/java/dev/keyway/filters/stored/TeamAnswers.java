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

    TeamAnswers(String team) {
        this.team = team;
    }
}
