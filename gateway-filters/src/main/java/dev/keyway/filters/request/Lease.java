package dev.keyway.filters.request;

import dev.keyway.filters.record.RequestRecord;

/** Lease: what an admitted request holds of limits and budgets. Settled once, when the request ends, whichever way it ends. */
@FunctionalInterface
public interface Lease {

    /** A lease that holds nothing. */
    Lease NONE = record -> {};

    /**
     * The request has ended: returns what it held. Never blocks; may be called on any thread.
     *
     * @param record its outcome, usage and cost
     */
    void settle(RequestRecord record);
}
