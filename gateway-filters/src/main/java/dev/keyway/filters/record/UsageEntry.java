package dev.keyway.filters.record;

/** Usage record of one request: what is stored of it before, while and after it is served. Safe for use by many threads. */
public interface UsageEntry {

    /** Entry of a request whose usage nobody stores. */
    UsageEntry NONE = new UsageEntry() {
        @Override
        public Attempt attempt(AttemptOpened opened) {
            return Attempt.NONE;
        }

        @Override
        public void close(RequestClosed closed) {
            // Nothing is stored.
        }
    };

    /**
     * Records that an attempt is about to be sent, with room for its end.
     *
     * @throws dev.keyway.filters.problem.GatewayException with {@code accounting_unavailable} if there is no room
     */
    Attempt attempt(AttemptOpened opened);

    /** Closes the record; the first call counts, later ones do nothing. Never fails for want of room. */
    void close(RequestClosed closed);

    /** Sequence in the usage log of the record's end; 0 if it is open, or nobody stores it. */
    default long closedAt() {
        return 0;
    }

    /** One attempt's part of the record. */
    interface Attempt {

        /** Attempt of a request whose usage nobody stores. */
        Attempt NONE = new Attempt() {};

        /** Records the usage so far, if there is room. */
        default void progress(AttemptUsage soFar) {}

        /** Records the end; the first call counts, later ones do nothing. Never fails for want of room. */
        default void close(AttemptClosed closed) {}
    }
}
