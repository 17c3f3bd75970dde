package dev.keyway.filters.usage;

import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.record.RequestRefused;
import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.RecordReader;
import dev.keyway.filters.spool.RecordWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Codec of usage records. Times are epoch milliseconds, and texts are cut at what is room for. */
public final class UsageCodec {

    /** More than the record of an attempt's end can take. */
    static final int ATTEMPT_CLOSE_BYTES = 128 + AttemptUsageCodec.MOST_BYTES;

    /** More than the record of a request's end can take. */
    static final int CLOSE_BYTES = 192;

    private static final int REQUEST_OPEN = 16;
    private static final int ATTEMPT_OPEN = 17;
    private static final int PROGRESS = 18;
    private static final int ATTEMPT_CLOSE = 19;
    private static final int REQUEST_CLOSE = 20;
    private static final int REFUSAL = 21;
    private static final int CARRIED = 22;

    private static final int MODEL = 200;
    private static final int NAME = 120;
    private static final int ID = 64;
    private static final int WORD = 32;
    private static final int TAG = 256;
    private static final int MOST_TAGS = 8;
    /** Their places are their codes in the log. */
    private static final List<Outcome> OUTCOMES = List.of(
            Outcome.COMPLETED, Outcome.REFUSED, Outcome.FAILED, Outcome.BROKEN, Outcome.CANCELLED, Outcome.INTERRUPTED);

    private UsageCodec() {}

    /** Whether a record is a usage record. */
    public static boolean reads(RecordFormat.Body record) {
        int kind = record.kind();
        boolean isEarlier = kind == EarlierUsageCodec.OPENED || kind == EarlierUsageCodec.CLOSED;
        return isEarlier || (record.version() > 0 && kind >= REQUEST_OPEN && kind <= CARRIED);
    }

    /**
     * Reads a usage record.
     *
     * @throws IOException if it is cut short
     */
    public static UsageRecord decode(RecordFormat.Body record) throws IOException {
        if (record.kind() < REQUEST_OPEN) {
            return EarlierUsageCodec.decode(record);
        }
        RecordReader in = record.reader();
        UUID event = in.uuid();
        return switch (record.kind()) {
            case REQUEST_OPEN -> new UsageRecord.RequestOpen(event, requestOpened(in));
            case ATTEMPT_OPEN -> new UsageRecord.AttemptOpen(event, attemptOpened(in));
            case PROGRESS -> progress(event, in);
            case ATTEMPT_CLOSE -> attemptClose(event, in);
            case REQUEST_CLOSE -> new UsageRecord.RequestClose(event, requestClosed(in));
            case REFUSAL -> refusal(event, in);
            case CARRIED -> new UsageRecord.Carried(event, parts(in));
            default -> throw record.unknownKind();
        };
    }

    static byte[] encode(UsageRecord.OfEvent record) {
        return switch (record) {
            case UsageRecord.RequestOpen open -> begin(REQUEST_OPEN, record, out -> write(out, open.opened()));
            case UsageRecord.AttemptOpen open -> begin(ATTEMPT_OPEN, record, out -> write(out, open.opened()));
            case UsageRecord.Progress progress ->
                begin(PROGRESS, record, out -> {
                    out.number(progress.number());
                    AttemptUsageCodec.write(out, progress.soFar());
                    out.number(progress.elapsedMillis());
                    AttemptUsageCodec.writeEnd(out, progress.soFar());
                });
            case UsageRecord.AttemptClose close -> begin(ATTEMPT_CLOSE, record, out -> write(out, close));
            case UsageRecord.RequestClose close -> begin(REQUEST_CLOSE, record, out -> write(out, close.closed()));
            case UsageRecord.Refusal refusal ->
                begin(REFUSAL, record, out -> {
                    write(out, refusal.first());
                    out.number(refusal.count());
                    writeLimit(out, refusal.first());
                });
            case UsageRecord.Carried carried ->
                begin(CARRIED, record, out -> {
                    out.number(carried.parts().size());
                    carried.parts().forEach(out::block);
                });
        };
    }

    /** Writes the members of a record. */
    private interface Members {
        void write(RecordWriter out);
    }

    private static byte[] begin(int kind, UsageRecord.OfEvent record, Members members) {
        RecordWriter out = RecordFormat.write(kind).uuid(record.event());
        members.write(out);
        return out.toBytes();
    }

    private static void write(RecordWriter out, RequestOpened opened) {
        out.number(opened.at().toEpochMilli());
        write(out, opened.owner());
        out.text(opened.requestId(), ID)
                .text(opened.operation(), ID)
                .text(opened.askedModel(), MODEL)
                .optional(opened.alias(), MODEL)
                .flag(opened.stream());
        int tags = Math.min(MOST_TAGS, opened.tags().size());
        out.number(tags);
        opened.tags().entrySet().stream()
                .limit(tags)
                .forEach(tag -> out.text(tag.getKey(), ID).text(tag.getValue(), TAG));
        out.optional(opened.userHash(), ID).number(opened.date().toEpochDay()).number(opened.heldNanos());
    }

    private static RequestOpened requestOpened(RecordReader in) throws IOException {
        Instant at = Instant.ofEpochMilli(in.number());
        RequestOwner owner = owner(in);
        String requestId = in.text();
        String operation = in.text();
        String askedModel = in.text();
        String alias = in.optional();
        boolean stream = in.flag();
        Map<String, String> tags = new LinkedHashMap<>();
        for (int left = in.count(); left > 0; left--) {
            tags.put(in.text(), in.text());
        }
        return new RequestOpened(
                requestId,
                owner,
                operation,
                askedModel,
                alias,
                stream,
                tags,
                in.optional(),
                LocalDate.ofEpochDay(in.number()),
                in.number(),
                at);
    }

    private static void write(RecordWriter out, AttemptOpened opened) {
        out.number(opened.number())
                .number(opened.at().toEpochMilli())
                .text(opened.provider(), ID)
                .text(opened.providerId(), ID)
                .text(opened.account(), NAME)
                .text(opened.keyId(), ID)
                .text(opened.model(), MODEL)
                .optional(opened.priceList(), NAME)
                .text(opened.chosen(), WORD);
        AttemptUsageCodec.write(out, opened.expected());
        if (opened.heldNanos() == 0) {
            AttemptUsageCodec.writeEnd(out, opened.expected());
        } else {
            AttemptUsageCodec.writeEndBefore(out, opened.expected());
            out.number(opened.heldNanos());
        }
    }

    private static AttemptOpened attemptOpened(RecordReader in) throws IOException {
        int number = in.count();
        Instant at = Instant.ofEpochMilli(in.number());
        return new AttemptOpened(
                number,
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.optional(),
                in.text(),
                AttemptUsageCodec.withEnd(AttemptUsageCodec.read(in), in),
                in.hasMore() ? in.number() : 0,
                at);
    }

    private static void write(RecordWriter out, UsageRecord.AttemptClose close) {
        out.number(close.number())
                .oneByte(OUTCOMES.indexOf(close.outcome()))
                .number(close.status())
                .optional(close.failure(), WORD)
                .optional(close.next(), WORD)
                .number(close.firstByteMillis() + 1)
                .number(close.durationMillis());
        AttemptUsageCodec.write(out, close.usage());
        AttemptUsageCodec.writeEnd(out, close.usage());
    }

    private static UsageRecord.AttemptClose attemptClose(UUID event, RecordReader in) throws IOException {
        return new UsageRecord.AttemptClose(
                event,
                in.count(),
                outcome(in),
                in.count(),
                in.optional(),
                in.optional(),
                in.number() - 1,
                in.number(),
                AttemptUsageCodec.withEnd(AttemptUsageCodec.read(in), in));
    }

    private static UsageRecord.Progress progress(UUID event, RecordReader in) throws IOException {
        int number = in.count();
        AttemptUsage usage = AttemptUsageCodec.read(in);
        long elapsed = in.number();
        return new UsageRecord.Progress(event, number, AttemptUsageCodec.withEnd(usage, in), elapsed);
    }

    private static void write(RecordWriter out, RequestClosed closed) {
        out.oneByte(OUTCOMES.indexOf(closed.outcome()))
                .number(closed.status())
                .optional(closed.errorOrigin(), WORD)
                .optional(closed.errorCode(), ID)
                .number(closed.queued().toMillis())
                .number(closed.firstByte() == null ? 0 : closed.firstByte().toMillis() + 1)
                .number(closed.duration().toMillis())
                .number(closed.answeredBy());
    }

    private static RequestClosed requestClosed(RecordReader in) throws IOException {
        return new RequestClosed(
                outcome(in),
                in.count(),
                in.optional(),
                in.optional(),
                Duration.ofMillis(in.number()),
                present(in.number()),
                Duration.ofMillis(in.number()),
                in.count());
    }

    private static @Nullable Duration present(long millisAndOne) {
        return millisAndOne == 0 ? null : Duration.ofMillis(millisAndOne - 1);
    }

    private static void write(RecordWriter out, RequestRefused refused) {
        out.number(refused.at().toEpochMilli());
        write(out, refused.owner());
        out.text(refused.requestId(), ID)
                .text(refused.operation(), ID)
                .text(refused.askedModel(), MODEL)
                .number(refused.status())
                .text(refused.code(), ID)
                .optional(refused.scope(), WORD)
                .number(refused.date().toEpochDay());
    }

    /** Writes the limit at the end of a record; nothing if the refusal has none. */
    private static void writeLimit(RecordWriter out, RequestRefused refused) {
        Long limit = refused.limit();
        Long used = refused.used();
        if (limit != null && used != null) {
            out.number(limit).number(used);
        }
    }

    private static UsageRecord.Refusal refusal(UUID event, RecordReader in) throws IOException {
        RequestRefused first = refused(in);
        long count = in.number();
        return new UsageRecord.Refusal(event, in.hasMore() ? first.at(in.number(), in.number()) : first, count);
    }

    private static RequestRefused refused(RecordReader in) throws IOException {
        Instant at = Instant.ofEpochMilli(in.number());
        RequestOwner owner = owner(in);
        return new RequestRefused(
                in.text(),
                owner,
                in.text(),
                in.text(),
                in.count(),
                in.text(),
                in.optional(),
                null,
                null,
                LocalDate.ofEpochDay(in.number()),
                at);
    }

    private static void write(RecordWriter out, RequestOwner owner) {
        out.text(owner.tenantId(), ID)
                .text(owner.tenant(), NAME)
                .text(owner.teamId(), ID)
                .text(owner.team(), NAME)
                .text(owner.tokenId(), ID)
                .text(owner.token(), NAME);
    }

    private static RequestOwner owner(RecordReader in) throws IOException {
        return new RequestOwner(in.text(), in.text(), in.text(), in.text(), in.text(), in.text());
    }

    private static List<byte[]> parts(RecordReader in) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            parts.add(in.block());
        }
        return parts;
    }

    private static Outcome outcome(RecordReader in) throws IOException {
        int outcome = in.oneByte();
        if (outcome >= OUTCOMES.size()) {
            throw new IOException("unknown outcome: " + outcome);
        }
        return OUTCOMES.get(outcome);
    }
}
