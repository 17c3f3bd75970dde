package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/** Reads usage batches: a header and events, a line each. A line that cannot be read does not affect the others. */
final class BatchReader {

    /** Of all lines together, unpacked. */
    static final int MOST_BYTES = 32 << 20;

    /** Each line is an object in memory, however short it is. */
    static final int MOST_LINES = 10_000;

    /** Each is stored by itself; a gateway halves a batch that has more. */
    static final int MOST_UNREADABLE = 200;

    private static final long MOST_SEQUENCE = 1L << 62;

    private final EventReader events = new EventReader();

    /**
     * @param packed whether the body is compressed by gzip
     * @throws ProblemException if the batch has no valid header, or is too large
     */
    Batch read(byte[] body, boolean packed) {
        try (InputStream bytes = open(body, packed)) {
            Lines lines = new Lines(bytes, MOST_BYTES);
            byte[] first = lines.next();
            UsageHeader header = header(first == null ? new byte[0] : first);
            return batch(header, lines);
        } catch (IOException e) {
            throw ProblemException.of(ErrorCode.INVALID_REQUEST, "The body is not complete, or not packed by gzip.");
        }
    }

    private Batch batch(UsageHeader header, Lines lines) throws IOException {
        Map<UUID, UsageEvent> valid = new TreeMap<>(EventReader.ID_ORDER);
        List<Unreadable> unreadable = new ArrayList<>();
        int repeated = 0;
        int count = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (++count > MOST_LINES) {
                throw tooMany("%d events", MOST_LINES);
            }
            switch (events.read(line)) {
                case EventReader.Read.Valid read ->
                    repeated += valid.putIfAbsent(read.event().id(), read.event()) == null ? 0 : 1;
                case EventReader.Read.Invalid read -> unreadable.add(read.line());
            }
            if (unreadable.size() > MOST_UNREADABLE) {
                throw tooMany("%d events that cannot be read", MOST_UNREADABLE);
            }
        }
        return new Batch(header, new ArrayList<>(valid.values()), repeated, unreadable);
    }

    private static ProblemException tooMany(String what, int most) {
        return ProblemException.of(
                ErrorCode.REQUEST_TOO_LARGE,
                "The batch must have at most " + what.formatted(most) + ": send it in parts.");
    }

    private static InputStream open(byte[] body, boolean packed) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return packed ? new GZIPInputStream(bytes, 64 << 10) : bytes;
    }

    private UsageHeader header(byte[] line) {
        UsageHeader header;
        try {
            header = events.header(line);
        } catch (JacksonException e) {
            throw ProblemException.of(ErrorCode.INVALID_JSON, "The first line must be the header of the batch.");
        }
        if (header == null || header.logId() == null) {
            throw ProblemException.invalid("logId", "must be given in the first line");
        }
        if (header.contract() < 1) {
            throw ProblemException.invalid("contract", "must be a version of the contract, from 1");
        }
        if (header.lastSequence() < 0 || header.lastSequence() > MOST_SEQUENCE) {
            throw ProblemException.invalid("lastSequence", "must be a sequence, from 0 to 2^62");
        }
        if (header.after() < 0 || header.through() < header.after() || header.through() > MOST_SEQUENCE) {
            throw ProblemException.invalid("through", "must be a sequence, from that of after on");
        }
        return header;
    }
}
