package dev.keyway.filters.usage;

import dev.keyway.filters.spool.RecordFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Assembler of usage events: puts each request together from its records, which lie among those of others. Not thread-safe. */
public final class UsageAssembler {

    private final Map<UUID, RequestAssembly> open = new LinkedHashMap<>();
    private final Sink sink;

    /** @param sink receives what is complete */
    public UsageAssembler(Sink sink) {
        this.sink = sink;
    }

    /** Receives events, in the order of their sequences. */
    public interface Sink {

        /** A request has ended. */
        void ended(EndedRequest request);

        /** Requests were refused. */
        default void refused(long sequence, UsageRecord.Refusal refusal) {}

        /** A request has ended of whose beginning no record is left. */
        default void beheaded(long sequence, UUID event) {}
    }

    /** Takes the next usage record. */
    public void take(long sequence, UsageRecord record) throws IOException {
        switch (record) {
            case UsageRecord.OfEvent ofEvent -> take(sequence, ofEvent);
            case UsageRecord.Opened earlier -> {}
            case UsageRecord.Closed earlier -> {}
        }
    }

    /** The records that end what is still open, now that its process has ended. */
    List<UsageRecord.OfEvent> interrupted() {
        List<UsageRecord.OfEvent> records = new ArrayList<>();
        open.values().forEach(assembly -> records.addAll(assembly.interrupted()));
        return records;
    }

    private void take(long sequence, UsageRecord.OfEvent record) throws IOException {
        switch (record) {
            case UsageRecord.RequestOpen request -> assembly(request).open(request.opened());
            case UsageRecord.AttemptOpen attempt -> assembly(attempt).open(attempt.opened());
            case UsageRecord.Progress progress -> assembly(progress).progress(progress);
            case UsageRecord.AttemptClose close -> assembly(close).close(close);
            case UsageRecord.RequestClose close -> close(sequence, close);
            case UsageRecord.Refusal refusal -> sink.refused(sequence, refusal);
            case UsageRecord.Carried carried -> {
                for (byte[] part : carried.parts()) {
                    take(sequence, UsageCodec.decode(RecordFormat.decode(part)));
                }
            }
        }
    }

    private void close(long sequence, UsageRecord.RequestClose close) {
        EndedRequest ended = assembly(close).ended(sequence, close.closed());
        open.remove(close.event());
        if (ended == null) {
            sink.beheaded(sequence, close.event());
        } else {
            sink.ended(ended);
        }
    }

    private RequestAssembly assembly(UsageRecord.OfEvent record) {
        return open.computeIfAbsent(record.event(), RequestAssembly::new);
    }
}
