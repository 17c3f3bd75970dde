package dev.keyway.filters.spool;

/**
 * Room in a log for records that are yet to come. {@link #part} takes some of it, {@link #append} the rest, and {@link #release} gives
 * the rest back.
 */
public final class Reservation {

    private final SegmentLog log;

    /** Bytes of frames. Guarded by the log's lock, as all of this is. */
    private int room;

    private boolean open = true;

    Reservation(SegmentLog log, int room) {
        this.log = log;
        this.room = room;
    }

    /**
     * Stores a record in unreserved room, and reserves room for others: all or nothing.
     *
     * @param laterBytes the largest payload that each of the others may have
     * @return its sequence
     * @throws LogUnavailableException if there is no room for all
     * @throws IllegalStateException if the reservation was used up or given back before
     */
    public long extend(byte[] payload, int... laterBytes) throws LogUnavailableException {
        return log.appendReserving(this, payload, laterBytes);
    }

    /**
     * Stores a record, with others still to come; it survives the process when this returns. Never fails for want of room.
     *
     * @return its sequence
     * @throws IllegalArgumentException if it is larger than what is reserved
     * @throws IllegalStateException if the reservation was used up or given back before
     */
    public long part(byte[] payload) {
        return log.appendPart(this, payload);
    }

    /**
     * Stores the last record; it survives the process when this returns. Never fails for want of room.
     *
     * @return its sequence
     * @throws IllegalArgumentException if it is larger than what is reserved
     * @throws IllegalStateException if the reservation was used up or given back before
     */
    public long append(byte[] payload) {
        return log.appendReserved(this, payload);
    }

    /** Gives the room back; does nothing if it was used up. */
    public void release() {
        log.release(this);
    }

    int room() {
        return room;
    }

    void grow(int bytes) {
        requireOpen();
        room += bytes;
    }

    void take(int bytes) {
        requireOpen();
        if (bytes > room) {
            throw new IllegalArgumentException(
                    "%d bytes do not fit into the %d that were reserved".formatted(bytes, room));
        }
        room -= bytes;
    }

    void end() {
        open = false;
        room = 0;
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the reservation has ended");
        }
    }
}
