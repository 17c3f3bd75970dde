package dev.keyway.filters.usage;

import dev.keyway.filters.spool.LogReader;
import dev.keyway.filters.spool.LogVisitor;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.SegmentLog;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovery of a usage log: ends the requests that the last process left open, each under its own ID, so that recovering again, after a
 * crash in the middle or from a copy, gives the same events.
 */
public final class UsageRecovery {

    private static final Logger log = LoggerFactory.getLogger(UsageRecovery.class);

    private UsageRecovery() {}

    /** Reads records that are not of usage. */
    @FunctionalInterface
    public interface OtherRecords {

        /**
         * Reads one.
         *
         * @throws dev.keyway.filters.spool.UnknownFormatException if it is of no known kind
         * @throws IOException if it is cut short
         */
        void read(RecordFormat.Body record) throws IOException;
    }

    /**
     * Reads the whole log, then ends what is open in it.
     *
     * @param reader at the log's beginning
     * @throws dev.keyway.filters.spool.UnknownFormatException if the log holds what a later release has written; nothing is changed
     * @throws IOException if the disk has no room for the ends
     */
    public static void recover(SegmentLog segments, LogReader reader, OtherRecords others) throws IOException {
        UsageAssembler assembler = new UsageAssembler(ended -> {});
        reader.read(new Visitor(assembler, others));
        List<UsageRecord.OfEvent> ends = assembler.interrupted();
        for (UsageRecord.OfEvent end : ends) {
            segments.appendAtStart(UsageCodec.encode(end));
        }
        long requests =
                ends.stream().filter(UsageRecord.RequestClose.class::isInstance).count();
        if (requests > 0) {
            log.info("{} requests were interrupted by the end of the last process; their usage is estimated", requests);
        }
    }

    private record Visitor(UsageAssembler assembler, OtherRecords others) implements LogVisitor {

        @Override
        public void record(long sequence, byte[] payload) {
            try {
                RecordFormat.Body record = RecordFormat.decode(payload);
                if (UsageCodec.reads(record)) {
                    assembler.take(sequence, UsageCodec.decode(record));
                } else {
                    others.read(record);
                }
            } catch (IOException e) {
                log.error("record {} of the usage log is skipped: {}", sequence, e.getMessage());
            }
        }
    }
}
