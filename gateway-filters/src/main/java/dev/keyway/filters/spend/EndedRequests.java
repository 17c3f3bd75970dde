package dev.keyway.filters.spend;

import dev.keyway.filters.limit.Ended;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.spool.LogVisitor;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.usage.EndedRequest;
import dev.keyway.filters.usage.UsageAssembler;
import dev.keyway.filters.usage.UsageCodec;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that have ended, read from the usage log. */
final class EndedRequests {

    private static final Logger log = LoggerFactory.getLogger(EndedRequests.class);

    private EndedRequests() {}

    /**
     * Reads the whole log.
     *
     * @param above requests that ended later than this sequence are given
     * @param through and not later than this one
     */
    static void read(SegmentLog segments, long above, long through, Consumer<Ended> each) {
        UsageAssembler assembler = new UsageAssembler(request -> {
            RequestOwner owner = request.opened().owner();
            if (owner.isKnown() && request.sequence() > above && request.sequence() <= through) {
                each.accept(new Ended(
                        request.sequence(),
                        owner.tenantId(),
                        owner.teamId(),
                        owner.tokenId(),
                        request.opened().date(),
                        nanos(request)));
            }
        });
        AtomicBoolean done = new AtomicBoolean();
        segments.reader().read(new Visitor(assembler, through, done), done::get);
    }

    /** The cost as it is booked: the sum of the attempts. */
    private static long nanos(EndedRequest request) {
        return request.attempts().stream()
                .mapToLong(attempt -> attempt.closed().usage().costNanos())
                .sum();
    }

    private record Visitor(UsageAssembler assembler, long through, AtomicBoolean done) implements LogVisitor {

        @Override
        public void record(long sequence, byte[] payload) {
            done.set(sequence >= through);
            try {
                RecordFormat.Body record = RecordFormat.decode(payload);
                if (sequence <= through && UsageCodec.reads(record)) {
                    assembler.take(sequence, UsageCodec.decode(record));
                }
            } catch (IOException | RuntimeException unreadable) {
                // Shipping reports it, and an owner finds it among the rejected events.
                log.debug("record {} of the usage log cannot be read", sequence, unreadable);
            }
        }
    }
}
