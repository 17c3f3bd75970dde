package dev.keyway.filters.keyusage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.failover.FailureClass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How records are spelled in the log: a byte for the kind, then the members in order. Times are epoch milliseconds. */
final class JournalCodec {

    private static final int OPENED = 1;
    private static final int CLOSED = 2;
    private static final int COOLDOWN_STARTED = 3;
    private static final int COOLDOWN_ENDED = 4;

    private static final int PRICED = 1;
    private static final int UNPRICED = 2;

    /** By how much the end of a call is longer than its beginning, but for the name of the price list. */
    private static final int CLOSED_EXTRA = 64;

    /** The name of a price list is cut at this length. */
    private static final int MAX_PRICE_VERSION = 60;

    private static final int MAX_DETAIL = 300;

    private JournalCodec() {}

    /** The room that the end of a call may take, given the length of its beginning. */
    static int closedBytes(int openedBytes) {
        return openedBytes + CLOSED_EXTRA + 3 * MAX_PRICE_VERSION;
    }

    static byte[] encode(JournalRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (record) {
                case JournalRecord.Opened opened -> {
                    out.writeByte(OPENED);
                    write(out, opened.target());
                    out.writeLong(opened.at().toEpochMilli());
                }
                case JournalRecord.Closed closed -> {
                    out.writeByte(CLOSED);
                    out.writeLong(closed.opened());
                    write(out, closed.target());
                    out.writeLong(closed.at().toEpochMilli());
                    write(out, closed.result());
                }
                case JournalRecord.CooldownStarted started -> write(out, started);
                case JournalRecord.CooldownEnded ended -> {
                    out.writeByte(COOLDOWN_ENDED);
                    writeScope(out, ended.provider(), ended.keyId(), ended.account(), ended.model());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a record.
     *
     * @throws IOException if it is none, or one of a later version
     */
    static JournalRecord decode(byte[] payload) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int kind = in.readByte();
            return switch (kind) {
                case OPENED -> new JournalRecord.Opened(target(in), instant(in));
                case CLOSED -> new JournalRecord.Closed(in.readLong(), target(in), instant(in), result(in));
                case COOLDOWN_STARTED -> started(in);
                case COOLDOWN_ENDED ->
                    new JournalRecord.CooldownEnded(in.readUTF(), optional(in), in.readUTF(), optional(in));
                default -> throw new IOException("unknown kind of record: " + kind);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("unreadable record", e);
        }
    }

    private static void write(DataOutputStream out, CallTarget target) throws IOException {
        out.writeUTF(target.provider());
        out.writeUTF(target.keyId());
        out.writeUTF(target.model());
    }

    private static CallTarget target(DataInputStream in) throws IOException {
        return new CallTarget(in.readUTF(), in.readUTF(), in.readUTF());
    }

    private static void write(DataOutputStream out, CallResult result) throws IOException {
        out.writeBoolean(result.served());
        out.writeLong(result.promptTokens());
        out.writeLong(result.completionTokens());
        out.writeBoolean(result.estimated());
        switch (result.cost()) {
            case Cost.Priced priced -> {
                out.writeByte(PRICED);
                out.writeLong(priced.amount().nanos());
                out.writeUTF(cut(priced.priceVersion(), MAX_PRICE_VERSION));
            }
            case Cost.Unpriced unpriced -> out.writeByte(UNPRICED);
        }
    }

    private static CallResult result(DataInputStream in) throws IOException {
        boolean served = in.readBoolean();
        long prompt = in.readLong();
        long completion = in.readLong();
        boolean estimated = in.readBoolean();
        Cost cost = in.readByte() == PRICED
                ? new Cost.Priced(new NanoDollars(in.readLong()), in.readUTF())
                : new Cost.Unpriced();
        return new CallResult(served, prompt, completion, cost, estimated);
    }

    private static void write(DataOutputStream out, JournalRecord.CooldownStarted started) throws IOException {
        out.writeByte(COOLDOWN_STARTED);
        writeScope(out, started.provider(), started.keyId(), started.account(), started.model());
        out.writeUTF(started.reason().name());
        out.writeUTF(cut(started.detail(), MAX_DETAIL));
        out.writeLong(started.since().toEpochMilli());
        out.writeLong(started.until().toEpochMilli());
    }

    private static JournalRecord started(DataInputStream in) throws IOException {
        return new JournalRecord.CooldownStarted(
                in.readUTF(),
                optional(in),
                in.readUTF(),
                optional(in),
                FailureClass.valueOf(in.readUTF()),
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
            out.writeUTF(cut(text, MAX_DETAIL));
        }
    }

    private static @Nullable String optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
