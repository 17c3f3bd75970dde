package dev.keyway.filters.usage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.spool.RecordFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/** Codec of usage records. Times are epoch milliseconds. */
public final class UsageCodec {

    private static final int OPENED = 1;
    private static final int CLOSED = 2;

    private static final int PRICED = 1;
    private static final int UNPRICED = 2;

    /** By how much the end of an attempt is longer than its beginning, but for the name of the price list. */
    private static final int CLOSED_EXTRA = 64;

    /** The name of a price list is cut at this length. */
    private static final int MAX_PRICE_VERSION = 60;

    private UsageCodec() {}

    /** The room that the end of an attempt may take, given the length of its beginning. */
    static int closedBytes(int openedBytes) {
        return openedBytes + CLOSED_EXTRA + 3 * MAX_PRICE_VERSION;
    }

    static byte[] encode(UsageRecord record) {
        return switch (record) {
            case UsageRecord.Opened opened ->
                RecordFormat.encode(OPENED, out -> {
                    write(out, opened.target());
                    out.writeLong(opened.at().toEpochMilli());
                });
            case UsageRecord.Closed closed ->
                RecordFormat.encode(CLOSED, out -> {
                    out.writeLong(closed.opened());
                    write(out, closed.target());
                    out.writeLong(closed.at().toEpochMilli());
                    write(out, closed.result());
                });
        };
    }

    /** Whether a record is a usage record. */
    public static boolean reads(RecordFormat.Body record) {
        return record.kind() == OPENED || record.kind() == CLOSED;
    }

    /**
     * Reads a usage record.
     *
     * @throws IOException if it is cut short
     */
    public static UsageRecord decode(RecordFormat.Body record) throws IOException {
        DataInputStream in = record.members();
        return switch (record.kind()) {
            case OPENED -> new UsageRecord.Opened(target(in), instant(in));
            case CLOSED -> new UsageRecord.Closed(in.readLong(), target(in), instant(in), result(in));
            default -> throw record.unknownKind();
        };
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
                out.writeUTF(cut(priced.priceVersion()));
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

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static String cut(String priceVersion) {
        return priceVersion.length() <= MAX_PRICE_VERSION ? priceVersion : priceVersion.substring(0, MAX_PRICE_VERSION);
    }
}
