package dev.keyway.filters.usage;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.LogUnavailableException;
import dev.keyway.filters.spool.Reservation;
import dev.keyway.filters.spool.SegmentLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Usage record of a request that has not ended: has room in the log for its end, and knows what of it is stored. */
final class OpenEntry implements UsageEntry {

    private static final int[] NOTHING_MORE = {};
    private static final int[] AN_END = {UsageCodec.ATTEMPT_CLOSE_BYTES};

    private final UUID event;
    private final SegmentLog segments;
    private final Reservation room;
    private final Runnable atEnd;
    private final List<byte[]> parts = new ArrayList<>(3);
    private byte @Nullable [] lastProgress;
    private long storedFrom;
    private boolean open = true;
    private volatile long closedAt;

    private OpenEntry(UUID event, byte[] opened, SegmentLog segments, SegmentLog.Appended appended, Runnable atEnd) {
        this.event = event;
        this.segments = segments;
        this.room = appended.reservation();
        this.atEnd = atEnd;
        this.storedFrom = appended.sequence();
        parts.add(opened);
    }

    /**
     * Stores that a request is admitted, with room for its end and that of its first attempt.
     *
     * @param atEnd called once, when the record is closed
     * @throws GatewayException {@code accounting_unavailable} if there is no room
     */
    static OpenEntry open(UsageRecord.RequestOpen record, SegmentLog segments, Runnable atEnd) {
        byte[] opened = UsageCodec.encode(record);
        try {
            SegmentLog.Appended appended =
                    segments.append(opened, UsageCodec.ATTEMPT_CLOSE_BYTES, UsageCodec.CLOSE_BYTES);
            return new OpenEntry(record.event(), opened, segments, appended, atEnd);
        } catch (LogUnavailableException full) {
            throw unavailable();
        }
    }

    @Override
    public synchronized Attempt attempt(AttemptOpened opened) {
        byte[] record = UsageCodec.encode(new UsageRecord.AttemptOpen(event, opened));
        try {
            room.extend(record, opened.number() == 1 ? NOTHING_MORE : AN_END);
        } catch (LogUnavailableException full) {
            throw unavailable();
        }
        parts.add(record);
        return new OpenAttempt(opened.number());
    }

    @Override
    public void close(RequestClosed closed) {
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
            closedAt = room.append(UsageCodec.encode(new UsageRecord.RequestClose(event, closed)));
        }
        atEnd.run();
    }

    @Override
    public long closedAt() {
        return closedAt;
    }

    /**
     * Stores all of it again if it is open and any of it may be in a part of the log that goes.
     *
     * @param through the last sequence of that part
     * @throws LogUnavailableException if there is no room
     */
    synchronized void carry(long through) throws LogUnavailableException {
        if (open && storedFrom <= through) {
            List<byte[]> all = new ArrayList<>(parts);
            if (lastProgress != null) {
                all.add(lastProgress);
            }
            storedFrom = segments.append(UsageCodec.encode(new UsageRecord.Carried(event, all)));
        }
    }

    private static GatewayException unavailable() {
        return new GatewayException(GatewayError.of(
                        ErrorCode.ACCOUNTING_UNAVAILABLE,
                        "The gateway cannot record the usage of this call; try again shortly")
                .retryAfter(Duration.ofSeconds(1)));
    }

    private final class OpenAttempt implements Attempt {

        private final int number;
        private final long beganNanos = System.nanoTime();
        private boolean isOver;

        OpenAttempt(int number) {
            this.number = number;
        }

        @Override
        public void progress(AttemptUsage soFar) {
            synchronized (OpenEntry.this) {
                if (isOver || !open) {
                    return;
                }
                long elapsed = Duration.ofNanos(System.nanoTime() - beganNanos).toMillis();
                byte[] record = UsageCodec.encode(new UsageRecord.Progress(event, number, soFar, elapsed));
                try {
                    segments.append(record);
                    lastProgress = record;
                } catch (LogUnavailableException full) {
                    // What it has used is in the record of its end.
                }
            }
        }

        @Override
        public void close(AttemptClosed closed) {
            synchronized (OpenEntry.this) {
                if (isOver || !open) {
                    return;
                }
                isOver = true;
                byte[] record = UsageCodec.encode(record(closed));
                room.part(record);
                parts.add(record);
                lastProgress = null;
            }
        }

        private UsageRecord.AttemptClose record(AttemptClosed closed) {
            boolean failed = closed.next() != null;
            return new UsageRecord.AttemptClose(
                    event,
                    number,
                    closed.attempt().outcome(),
                    closed.attempt().status(),
                    failed ? closed.attempt().result().toUpperCase(java.util.Locale.ROOT) : null,
                    closed.next(),
                    closed.firstByte() == null ? -1 : closed.firstByte().toMillis(),
                    closed.duration().toMillis(),
                    closed.attempt().usage());
        }
    }
}
