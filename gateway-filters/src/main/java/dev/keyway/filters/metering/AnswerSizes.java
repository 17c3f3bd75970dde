package dev.keyway.filters.metering;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Answer sizes: how many tokens answers have, so that the cost of a request can be estimated before it is sent. Learns from the last
 * 200 answers of each model, and of each model and team. Safe for use by many threads.
 */
public final class AnswerSizes {

    /** What an answer is expected to have at most while nothing is known. */
    private static final long UNKNOWN = 1_000;

    /** Callers choose the names of models, so what is remembered of them is bounded. */
    private static final int MOST_NAMES = 20_000;

    private final Map<Name, LastAnswers> answers = new ConcurrentHashMap<>();
    private final LongAdder count = new LongAdder();

    /**
     * Whose answers they are.
     *
     * @param team empty for those of all teams
     */
    record Name(String provider, String model, String team) {}

    /** An answer was given in full. */
    public void answered(String provider, String model, String team, long tokens) {
        add(new Name(provider, model, ""), tokens);
        if (!team.isEmpty()) {
            add(new Name(provider, model, team), tokens);
        }
    }

    /**
     * Tokens of the next answer, by estimate: three of four answers have no more.
     *
     * @param bound the most that it may have; 0 if there is no bound
     */
    public long expected(String provider, String model, String team, long bound) {
        LastAnswers ofTeam = team.isEmpty() ? null : answers.get(new Name(provider, model, team));
        LastAnswers known = ofTeam == null ? answers.get(new Name(provider, model, "")) : ofTeam;
        long expected = known == null ? UNKNOWN : known.upperQuartile();
        return bound > 0 ? Math.min(bound, expected) : expected;
    }

    /** Answers that it has learnt from, in all. */
    public long count() {
        return count.sum();
    }

    /** Gives the last answers of each name, the oldest first. */
    void each(BiConsumer<Name, long[]> action) {
        answers.forEach((name, last) -> action.accept(name, last.inOrder()));
    }

    void add(Name name, long tokens) {
        LastAnswers known = answers.get(name);
        if (known == null && answers.size() < MOST_NAMES) {
            known = answers.computeIfAbsent(name, first -> new LastAnswers());
        }
        if (known != null) {
            known.add(tokens);
            count.increment();
        }
    }

    /** The last answers of one name. */
    static final class LastAnswers {

        private static final int MOST = 200;
        private static final int REFRESH = 10;

        private long[] last = new long[REFRESH];
        private long count;
        private volatile long upperQuartile;

        synchronized void add(long tokens) {
            int at = (int) (count % MOST);
            if (at == last.length) {
                last = Arrays.copyOf(last, Math.min(MOST, last.length * 2));
            }
            last[at] = tokens;
            count++;
            if (count <= REFRESH || count % REFRESH == 0) {
                upperQuartile = compute();
            }
        }

        synchronized long[] inOrder() {
            int known = (int) Math.min(count, MOST);
            int oldest = count > MOST ? (int) (count % MOST) : 0;
            long[] inOrder = new long[known];
            for (int i = 0; i < known; i++) {
                inOrder[i] = last[(oldest + i) % MOST];
            }
            return inOrder;
        }

        long upperQuartile() {
            return upperQuartile;
        }

        private long compute() {
            int known = (int) Math.min(count, MOST);
            long[] sorted = Arrays.copyOf(last, known);
            Arrays.sort(sorted);
            return sorted[(known * 3 + 3) / 4 - 1];
        }
    }
}
