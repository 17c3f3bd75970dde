package dev.keyway.filters.spool;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A place in a log, moving forward. For one thread at a time. */
public final class LogReader {

    private final SegmentLog log;
    private @Nullable Segment current;
    private @Nullable SegmentScan scan;

    LogReader(SegmentLog log) {
        this.log = log;
    }

    /** Shows every record that was stored and not yet shown. */
    public void read(LogVisitor visitor) {
        read(visitor, () -> false);
    }

    /** Shows records that were stored and not yet shown, until there are enough. */
    public void read(LogVisitor visitor, BooleanSupplier enough) {
        for (Segment segment : log.segments()) {
            if (current == null || segment.number() > current.number()) {
                begin(segment);
            }
            if (segment == current && scan != null) {
                scan.read(log.positionOf(segment), visitor, enough);
                if (enough.getAsBoolean()) {
                    return;
                }
            }
        }
    }

    /** The name of the file that is being read; empty before the first. */
    public String file() {
        return current == null ? "" : current.name();
    }

    private void begin(Segment segment) {
        current = segment;
        scan = segment.scan();
    }
}
