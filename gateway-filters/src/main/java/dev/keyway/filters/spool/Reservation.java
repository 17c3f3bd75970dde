package dev.keyway.filters.spool;

/** Room in a log for one record that is yet to come. Used up by {@link #append} or given back by {@link #release}. */
public final class Reservation {

    private final SegmentLog log;
    private final int payloadBytes;
    private boolean open = true;

    Reservation(SegmentLog log, int payloadBytes) {
        this.log = log;
        this.payloadBytes = payloadBytes;
    }

    /**
     * Stores the record; it survives the process when this returns. Never fails for want of room.
     *
     * @return its sequence
     * @throws IllegalArgumentException if it is larger than what was reserved
     * @throws IllegalStateException if the reservation was used or given back before
     */
    public long append(byte[] payload) {
        if (payload.length > payloadBytes) {
            throw new IllegalArgumentException(
                    "%d bytes do not fit into the %d that were reserved".formatted(payload.length, payloadBytes));
        }
        return log.appendReserved(this, payload);
    }

    /** Gives the room back; does nothing if it was used. */
    public void release() {
        log.release(this);
    }

    int frameBytes() {
        return Frame.sizeOf(payloadBytes);
    }

    /** Whether this is the call that ends it. Called under the log's lock. */
    boolean end() {
        boolean first = open;
        open = false;
        return first;
    }
}
