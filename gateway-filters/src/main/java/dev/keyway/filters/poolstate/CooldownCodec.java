package dev.keyway.filters.poolstate;

import dev.keyway.filters.spool.RecordFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Codec of cooldown records. Times are epoch milliseconds. */
final class CooldownCodec {

    private static final int STARTED = 3;
    private static final int ENDED = 4;

    private static final int MAX_DETAIL = 300;

    private CooldownCodec() {}

    static byte[] encode(CooldownRecord record) {
        return switch (record) {
            case CooldownRecord.Started started -> RecordFormat.encode(STARTED, out -> write(out, started));
            case CooldownRecord.Ended ended ->
                RecordFormat.encode(
                        ENDED, out -> writeScope(out, ended.provider(), ended.keyId(), ended.account(), ended.model()));
        };
    }

    /**
     * Reads a cooldown record.
     *
     * @throws dev.keyway.filters.spool.UnknownFormatException if it is of another kind
     * @throws IOException if it is cut short
     */
    static CooldownRecord decode(RecordFormat.Body record) throws IOException {
        DataInputStream in = record.members();
        try {
            return switch (record.kind()) {
                case STARTED -> started(in);
                case ENDED -> new CooldownRecord.Ended(in.readUTF(), optional(in), in.readUTF(), optional(in));
                default -> throw record.unknownKind();
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("unreadable record", e);
        }
    }

    private static void write(DataOutputStream out, CooldownRecord.Started started) throws IOException {
        writeScope(out, started.provider(), started.keyId(), started.account(), started.model());
        out.writeUTF(started.reason().name());
        out.writeUTF(cut(started.detail()));
        out.writeLong(started.since().toEpochMilli());
        out.writeLong(started.until().toEpochMilli());
    }

    private static CooldownRecord.Started started(DataInputStream in) throws IOException {
        return new CooldownRecord.Started(
                in.readUTF(),
                optional(in),
                in.readUTF(),
                optional(in),
                StoredReason.of(in.readUTF()),
                in.readUTF(),
                instant(in),
                instant(in));
    }

    private static void writeScope(
            DataOutputStream out, String provider, @Nullable String keyId, String account, @Nullable String model)
            throws IOException {
        out.writeUTF(provider);
        writeOptional(out, keyId);
        out.writeUTF(account);
        writeOptional(out, model);
    }

    private static void writeOptional(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(cut(text));
        }
    }

    private static @Nullable String optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static String cut(String text) {
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
    }
}
