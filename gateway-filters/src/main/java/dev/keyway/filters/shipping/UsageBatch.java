package dev.keyway.filters.shipping;

import dev.keyway.contract.control.Contract;
import dev.keyway.contract.usage.UsageHeader;
import dev.keyway.filters.control.ControlJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Batch of events, in the order of their sequences.
 *
 * @param after the sequence after which it begins
 * @param through the sequence up to which it reaches
 */
record UsageBatch(long after, long through, List<ShippedEvent> events) {

    static final int MOST_EVENTS = 5_000;

    /** Unpacked, a little below what is allowed, for the header and the line ends. */
    static final long MOST_BYTES = 31L << 20;

    static final int MOST_PACKED = 4 << 20;

    UsageBatch {
        events = List.copyOf(events);
    }

    /** The first of the events: as many as fit, and no more than a number. */
    static UsageBatch of(long after, Iterable<ShippedEvent> all, int most) {
        List<ShippedEvent> events = new ArrayList<>();
        long bytes = 0;
        for (ShippedEvent event : all) {
            bytes += event.line().length + 1;
            boolean isFull = events.size() >= Math.min(most, MOST_EVENTS) || bytes > MOST_BYTES;
            if (isFull && !events.isEmpty()) {
                break;
            }
            events.add(event);
        }
        return new UsageBatch(after, events.getLast().sequence(), events);
    }

    /** The body to post: the header and the events, a line each, packed by gzip. */
    byte[] packed(UUID logId, @Nullable UUID timeline, long lastSequence, Instant now) {
        UsageHeader header = new UsageHeader(Contract.VERSION, logId, timeline, after, through, lastSequence, now);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
        try (FastGzip lines = new FastGzip(bytes)) {
            lines.write(ControlJson.write(header));
            lines.write('\n');
            for (ShippedEvent event : events) {
                lines.write(event.line());
                lines.write('\n');
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    /** Half the time of the usual level: events resemble each other so much that it packs them nearly as well. */
    private static final class FastGzip extends GZIPOutputStream {

        private static final int BUFFER = 16 << 10;

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
