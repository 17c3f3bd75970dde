package dev.keyway.filters.usage;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.spool.LogUnavailableException;
import dev.keyway.filters.spool.Reservation;
import dev.keyway.filters.spool.SegmentLog;
import java.time.Duration;
import java.time.Instant;

/**
 * Usage log in a segment log. What it has taken survives the process, however that ends. Safe for use by many threads, event loops
 * among them: nothing here waits for the disk.
 */
public final class SpooledUsageLog implements UsageLog {

    private final SegmentLog segments;

    public SpooledUsageLog(SegmentLog segments) {
        this.segments = segments;
    }

    @Override
    public AttemptObservation open(AttemptOpened opened) {
        CallTarget target = new CallTarget(opened.provider(), opened.keyId(), opened.model());
        byte[] record = UsageCodec.encode(new UsageRecord.Opened(target, opened.at()));
        try {
            SegmentLog.Appended appended = segments.append(record, UsageCodec.closedBytes(record.length));
            return new OpenRecord(appended.sequence(), target, opened.at(), appended.reservation());
        } catch (LogUnavailableException e) {
            throw new GatewayException(GatewayError.of(
                            ErrorCode.ACCOUNTING_UNAVAILABLE,
                            "The gateway cannot record the usage of this call; try again shortly")
                    .retryAfter(Duration.ofSeconds(1)));
        }
    }

    /** A record that is open, with room for its end. */
    private static final class OpenRecord implements AttemptObservation {

        private final long sequence;
        private final CallTarget target;
        private final Instant at;
        private final Reservation room;
        private boolean open = true;

        OpenRecord(long sequence, CallTarget target, Instant at, Reservation room) {
            this.sequence = sequence;
            this.target = target;
            this.at = at;
            this.room = room;
        }

        /** Closes the record; the first call counts, later ones do nothing. Never fails for want of room. */
        @Override
        public synchronized void onEnded(AttemptRecord attempt) {
            if (open) {
                open = false;
                room.append(UsageCodec.encode(new UsageRecord.Closed(sequence, target, at, CallResult.of(attempt))));
            }
        }
    }
}
