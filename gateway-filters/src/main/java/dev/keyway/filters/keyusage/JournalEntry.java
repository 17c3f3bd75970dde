package dev.keyway.filters.keyusage;

import dev.keyway.filters.spool.Reservation;
import java.time.Instant;

/** A call that was written down as begun, with room for its end. */
public final class JournalEntry {

    private final long sequence;
    private final CallTarget target;
    private final Instant at;
    private final Reservation room;
    private boolean open = true;

    JournalEntry(long sequence, CallTarget target, Instant at, Reservation room) {
        this.sequence = sequence;
        this.target = target;
        this.at = at;
        this.room = room;
    }

    /** Writes down how it ended; the first call counts, later ones do nothing. Never fails for want of room. */
    public synchronized void close(CallResult result) {
        if (open) {
            open = false;
            room.append(JournalCodec.encode(new JournalRecord.Closed(sequence, target, at, result)));
        }
    }
}
