package dev.keyway.filters.usage;

import dev.keyway.filters.spool.LogUnavailableException;
import dev.keyway.filters.spool.SegmentLog;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Retention of the usage log: removes segments of which all is folded into the state file and stored by the admin service, after a
 * time for which they are kept in case its database is restored. What is still open in them is carried on first. Safe for use by many
 * threads.
 */
public final class LogRetention {

    private final SegmentLog segments;
    private final SpooledUsageLog usage;
    private final Duration keep;
    private final InstantSource clock;
    private long folded;
    private long stored;
    private long carried;

    /** Requests that ended up to this sequence, before the rest was carried on, may begin in a segment that is to go. */
    private long endedThrough;

    private LogRetention(SegmentLog segments, SpooledUsageLog usage, Duration keep, InstantSource clock, long stored) {
        this.segments = segments;
        this.usage = usage;
        this.keep = keep;
        this.clock = clock;
        this.stored = stored;
    }

    /** Retention where no admin service stores events. */
    public static LogRetention standalone(SegmentLog segments, SpooledUsageLog usage, InstantSource clock) {
        return new LogRetention(segments, usage, Duration.ZERO, clock, Long.MAX_VALUE);
    }

    /**
     * Retention where the admin service stores events.
     *
     * @param keep how long what is stored is kept, where the disk allows
     */
    public static LogRetention managed(SegmentLog segments, SpooledUsageLog usage, Duration keep, InstantSource clock) {
        return new LogRetention(segments, usage, keep, clock, 0);
    }

    /** The state file contains all up to this sequence. */
    public synchronized void folded(long sequence) throws IOException {
        folded = sequence;
        release();
    }

    /** The admin service stores all events that ended up to this sequence. */
    public synchronized void stored(long sequence) {
        stored = sequence;
    }

    /**
     * What was carried on the last time has been forced to the disk since then: its segments can go, once what had ended by then is
     * stored.
     */
    private void release() throws IOException {
        if (stored < endedThrough) {
            return;
        }
        segments.removeThrough(Math.min(carried, Math.min(folded, stored)));
        long through = removable();
        if (through > carried) {
            try {
                usage.carry(through);
                carried = through;
                endedThrough = segments.lastSequence();
            } catch (LogUnavailableException full) {
                // The segments stay until there is room.
            }
        }
    }

    private long removable() {
        long through = 0;
        long now = clock.millis();
        boolean crowded = segments.isCrowded();
        for (SegmentLog.Sealed segment : segments.sealed()) {
            boolean isDone = segment.lastSequence() <= Math.min(folded, stored);
            boolean isOld = crowded || now - segment.sealedMillis() >= keep.toMillis();
            if (!isDone || !isOld) {
                break;
            }
            through = segment.lastSequence();
        }
        return through;
    }
}
