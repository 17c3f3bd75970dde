package dev.keyway.filters.failover;

import java.time.Duration;

/** What a request does after a failed attempt. */
public sealed interface NextStep {

    /** The same key once more, after a pause. */
    record SameKey(Duration after) implements NextStep {}

    /** Another key, after a pause that may be zero. */
    record NextKey(Duration after, boolean otherAccountFirst) implements NextStep {}

    /** A key of another account once, to see whether the key or the request is at fault; else no further attempt. */
    record Compare() implements NextStep {}

    /** No further attempt: the failure is the answer. */
    record Stop() implements NextStep {}
}
