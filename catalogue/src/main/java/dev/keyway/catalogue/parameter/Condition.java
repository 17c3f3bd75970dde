package dev.keyway.catalogue.parameter;

import java.util.Set;

/** What a rule asks of a request before it acts, as the request stands after the rules before it. */
public sealed interface Condition {

    /** The member is there and not null. */
    record Given(String name) implements Condition {}

    /** The member is {@code true}. */
    record IsTrue(String name) implements Condition {}

    /** The member is a string with one of these values. */
    record Is(String name, Set<String> values) implements Condition {
        public Is {
            values = Set.copyOf(values);
        }
    }

    /** The like of {@link Is} for a member of a member, for example {@code thinking.type}. */
    record IsWithin(String parent, String name, Set<String> values) implements Condition {
        public IsWithin {
            values = Set.copyOf(values);
        }
    }

    /** Both conditions hold. */
    record Both(Condition one, Condition other) implements Condition {}

    /** The condition does not hold. */
    record Not(Condition condition) implements Condition {}

    /** The request is streamed. */
    static Condition streamed() {
        return new IsTrue("stream");
    }

    static Condition not(Condition condition) {
        return new Not(condition);
    }
}
