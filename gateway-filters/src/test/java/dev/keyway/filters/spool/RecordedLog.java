package dev.keyway.filters.spool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a log shows. */
final class RecordedLog implements LogVisitor {

    final List<Long> sequences = new ArrayList<>();
    final List<String> payloads = new ArrayList<>();
    final List<String> damages = new ArrayList<>();

    static RecordedLog of(SegmentLog log) {
        RecordedLog recorded = new RecordedLog();
        log.reader().read(recorded);
        return recorded;
    }

    @Override
    public void record(long sequence, byte[] payload) {
        sequences.add(sequence);
        payloads.add(new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void damaged(String segment, int from, int to) {
        damages.add("%s %d-%d".formatted(segment, from, to));
    }
}
