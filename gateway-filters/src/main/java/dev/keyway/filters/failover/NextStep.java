package dev.keyway.filters.failover;

import java.time.Duration;

/** What a request does after a failed attempt. */
public sealed interface NextStep {

    /** The same key once more, after a pause. */
    record SameKey(Duration after) implements NextStep {}

    /** Another key, after a pause that may be zero. */
    record NextKey(Duration after, boolean otherAccountFirst) implements NextStep {}

    /** No further attempt: the failure is the answer. */
    record Stop() implements NextStep {}
}
