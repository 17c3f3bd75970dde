package dev.keyway.filters.record;

/** Where each attempt is written down before its first byte goes up and again before its last comes down. */
public interface AttemptBooks {

    /** Keeps no books: for a host application without a state directory. */
    AttemptBooks NONE = opened -> attempt -> {};

    /**
     * Opens an attempt's entry, with room for its end.
     *
     * @throws dev.keyway.filters.problem.GatewayException with {@code accounting_unavailable} if there is no room
     */
    Entry open(AttemptOpened opened);

    /** An entry that is still open. */
    interface Entry {

        /** Closes it; only the first call counts. */
        void close(AttemptRecord attempt);
    }
}
