package dev.keyway.testkit.script;

import dev.keyway.testkit.dialect.ErrorAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The rules of one fake provider.
 *
 * <p>Rules with a number of times come first, in the order in which they were made; then the permanent ones, the latest first.
 */
public final class Rules {

    private final CopyOnWriteArrayList<Rule> counted = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Rule> permanent = new CopyOnWriteArrayList<>();

    /** Begins a rule. */
    public When when(Match match) {
        return new When(match, Integer.MAX_VALUE);
    }

    /** Forgets all rules. */
    public void clear() {
        counted.clear();
        permanent.clear();
    }

    /** What the first fitting rule says; one use of that rule is spent. */
    public Optional<Reply> next(Request request, boolean early) {
        if (counted.isEmpty() && permanent.isEmpty()) {
            return Optional.empty();
        }
        for (List<Rule> rules : List.of(counted, permanent)) {
            for (Rule rule : rules) {
                if (rule.early() == early && rule.match.matches(request) && rule.left.getAndDecrement() > 0) {
                    return Optional.of(rule.reply());
                }
            }
        }
        return Optional.empty();
    }

    private void add(Rule rule) {
        if (rule.left.get() == Integer.MAX_VALUE) {
            permanent.addFirst(rule);
        } else {
            counted.add(rule);
        }
    }

    private record Rule(Match match, AtomicInteger left, AtomicInteger turn, List<Reply> replies) {

        boolean early() {
            return replies.stream().anyMatch(Reply::early);
        }

        Reply reply() {
            return replies.get(Math.min(turn.getAndIncrement(), replies.size() - 1));
        }
    }

    /** A rule that still lacks its answer. */
    public final class When {

        private final Match match;
        private final int times;

        private When(Match match, int times) {
            this.match = match;
            this.times = times;
        }

        /** For that many requests only. */
        public When times(int count) {
            return new When(match, count);
        }

        public When once() {
            return times(1);
        }

        /** Answers in turn; the last one is repeated. */
        public void reply(Reply... replies) {
            add(new Rule(match, new AtomicInteger(times), new AtomicInteger(), List.of(replies)));
        }

        public void reply(ErrorAnswer... errors) {
            reply(Arrays.stream(errors).map(Reply::error).toArray(Reply[]::new));
        }

        /** The same as {@link #reply(Reply...)}, for scripts of streams. */
        public void stream(Reply reply) {
            reply(reply);
        }
    }
}
