package dev.keyway.filters.usage;

import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestRefused;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.spool.LogUnavailableException;
import dev.keyway.filters.spool.SegmentLog;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Usage log in a segment log. What it has taken survives the process, however that ends. Safe for use by many threads, event loops
 * among them: nothing here waits for the disk.
 */
public final class SpooledUsageLog implements UsageLog {

    private final EventIds ids = new EventIds();
    private final RefusalLimit refusals = new RefusalLimit();
    private final SegmentLog segments;
    private final Map<UUID, OpenEntry> open = new ConcurrentHashMap<>();

    public SpooledUsageLog(SegmentLog segments) {
        this.segments = segments;
    }

    @Override
    public UsageEntry open(RequestOpened opened) {
        UUID event = ids.next(opened.at());
        OpenEntry entry =
                OpenEntry.open(new UsageRecord.RequestOpen(event, opened), segments, () -> open.remove(event));
        open.put(event, entry);
        return entry;
    }

    @Override
    public void refuse(RequestRefused refused) {
        if (refusals.admits(refused)) {
            record(refused, 1);
        }
    }

    /**
     * Records refusals that were counted together for long enough.
     *
     * @param now null to record all
     */
    public void recordCounted(@Nullable Instant now) {
        refusals.take(now).forEach(counted -> record(counted.first(), counted.count()));
    }

    private void record(RequestRefused refused, long count) {
        UsageRecord.Refusal record = new UsageRecord.Refusal(ids.next(refused.at()), refused, count);
        try {
            segments.appendUnlessScarce(UsageCodec.encode(record));
        } catch (LogUnavailableException full) {
            // What is served comes first.
        }
    }

    /**
     * Stores the records of open requests again that may be in a part of the log that goes.
     *
     * @param through the last sequence of that part
     * @throws LogUnavailableException if there is no room: then that part has to stay
     */
    public void carry(long through) throws LogUnavailableException {
        for (OpenEntry entry : open.values()) {
            entry.carry(through);
        }
    }

    /** Requests that have not ended. */
    public int openCount() {
        return open.size();
    }
}
