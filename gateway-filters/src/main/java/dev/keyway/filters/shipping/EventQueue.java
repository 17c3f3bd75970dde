package dev.keyway.filters.shipping;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.filters.spool.LogReader;
import dev.keyway.filters.spool.LogVisitor;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.usage.EndedRequest;
import dev.keyway.filters.usage.UsageAssembler;
import dev.keyway.filters.usage.UsageCodec;
import dev.keyway.filters.usage.UsageRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queue of the events that come next: reads the log as far as a few batches need. Begins at the log's oldest record, since a request
 * that ends now may have begun there, and leaves out what is shipped. Not thread-safe.
 */
final class EventQueue {

    private static final Logger log = LoggerFactory.getLogger(EventQueue.class);

    private static final int MOST_EVENTS = 2 * UsageBatch.MOST_EVENTS;
    private static final long MOST_BYTES = UsageBatch.MOST_BYTES;

    private final SegmentLog segments;
    private final LogReader reader;
    private final UsageAssembler assembler = new UsageAssembler(new Completed());
    private final UsageEvents events;
    private final long above;
    private final Deque<ShippedEvent> queue = new ArrayDeque<>();
    private long bytes;
    private long damaged;
    private long readThrough;
    private long begins;

    /**
     * Begins to read.
     *
     * @param above events up to this sequence are shipped
     */
    EventQueue(SegmentLog segments, UsageEvents events, long above) {
        this.segments = segments;
        this.reader = segments.reader();
        this.events = events;
        this.above = above;
    }

    /** Reads on, until there is enough for some batches or no more. */
    void fill() {
        long last = segments.lastSequence();
        reader.read(new Records(), this::isFull);
        if (!isFull()) {
            readThrough = Math.max(readThrough, last);
        }
    }

    private boolean isFull() {
        return queue.size() >= MOST_EVENTS || bytes >= MOST_BYTES;
    }

    Deque<ShippedEvent> events() {
        return queue;
    }

    /** Events up to this sequence are shipped. */
    void shipped(long through) {
        ShippedEvent first = queue.peek();
        while (first != null && first.sequence() <= through) {
            bytes -= queue.remove().line().length;
            first = queue.peek();
        }
    }

    /** The first event goes up as bytes that could not be read. @return false if it does so already */
    boolean giveUpFirst() {
        ShippedEvent first = queue.remove();
        if (first.isUnreadable()) {
            queue.addFirst(first);
            return false;
        }
        ShippedEvent instead = first.unreadable();
        bytes += instead.line().length - first.line().length;
        queue.addFirst(instead);
        return true;
    }

    /** The sequence of the oldest record that the log still has; 0 before it was read. */
    long begins() {
        return begins;
    }

    /** Up to this sequence, all was read. */
    long readThrough() {
        return readThrough;
    }

    /** Whether everything that the log has was read. */
    boolean isReadThrough() {
        return readThrough >= segments.lastSequence();
    }

    /** What other threads may know. */
    State state() {
        ShippedEvent first = queue.peek();
        return new State(first == null ? null : first.completed(), queue.size(), damaged);
    }

    /**
     * State of the queue.
     *
     * @param oldest when its first event was complete; null if it is empty
     * @param events its events
     * @param damaged damaged places that were found so far
     */
    record State(@Nullable Instant oldest, int events, long damaged) {}

    private void add(ShippedEvent event) {
        if (event.sequence() > above) {
            queue.add(event);
            bytes += event.line().length;
        }
    }

    private final class Records implements LogVisitor {

        @Override
        public void record(long sequence, byte[] payload) {
            readThrough = sequence;
            begins = begins == 0 ? sequence : begins;
            try {
                RecordFormat.Body record = RecordFormat.decode(payload);
                if (UsageCodec.reads(record)) {
                    assembler.take(sequence, UsageCodec.decode(record));
                }
            } catch (IOException | RuntimeException e) {
                damaged++;
                log.error(
                        "record {} of the usage log cannot be read and is shipped as it is: {}",
                        sequence,
                        e.toString());
                add(ShippedEvent.unreadable(UUID.nameUUIDFromBytes(payload), sequence, Instant.now(), payload));
            }
        }

        @Override
        public void damaged(String segment, int from, int to) {
            damaged++;
            log.error("{}: bytes {} to {} are damaged; the events in them are lost", segment, from, to);
        }
    }

    private final class Completed implements UsageAssembler.Sink {

        @Override
        public void ended(EndedRequest request) {
            add(events.of(request));
        }

        @Override
        public void refused(long sequence, UsageRecord.Refusal refusal) {
            add(events.of(sequence, refusal));
        }

        @Override
        public void beheaded(long sequence, UUID event) {
            if (sequence <= above) {
                // It is shipped, and the part of the log where it began has gone.
                return;
            }
            damaged++;
            log.error("the beginning of request {} is damaged in the usage log: its usage is lost", event);
        }

        /** Requests that nobody is identified for are no team's usage. */
        private void add(UsageEvent event) {
            if (event.owner() != null) {
                EventQueue.this.add(ShippedEvent.of(event));
            }
        }
    }
}
