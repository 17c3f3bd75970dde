package dev.keyway.filters.usage;

import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptOpened;

/**
 * Usage log: a usage record is opened for each attempt before it is sent, and closed when it ends. Alone among the observers it can
 * refuse an attempt.
 */
public interface UsageLog {

    /** Usage log of a host application without a state directory. */
    UsageLog NONE = opened -> AttemptObservation.NONE;

    /**
     * Opens the usage record of an attempt, with room for its end.
     *
     * @return closes the record when the attempt ends
     * @throws dev.keyway.filters.problem.GatewayException with {@code accounting_unavailable} if there is no room
     */
    AttemptObservation open(AttemptOpened opened);
}
