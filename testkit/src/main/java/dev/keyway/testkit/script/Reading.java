package dev.keyway.testkit.script;

import java.time.Duration;

/**
 * How the request's body is read.
 *
 * @param bytes bytes taken each time; 0 = nothing is ever read
 * @param every time between two reads
 */
public record Reading(int bytes, Duration every) {

    /** Stops at the end of the request's headers. */
    public static final Reading NEVER = new Reading(0, Duration.ZERO);
}
