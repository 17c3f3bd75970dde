package dev.keyway.filters.usage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.spool.RecordFormat;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;

/** Reads the usage records of releases that had none of requests, but one of each attempt's beginning and end. */
final class EarlierUsageCodec {

    static final int OPENED = 1;
    static final int CLOSED = 2;

    private static final int PRICED = 1;

    private EarlierUsageCodec() {}

    static UsageRecord decode(RecordFormat.Body record) throws IOException {
        DataInputStream in = record.members();
        return record.kind() == OPENED
                ? new UsageRecord.Opened(target(in), instant(in))
                : new UsageRecord.Closed(in.readLong(), target(in), instant(in), result(in));
    }

    private static CallTarget target(DataInputStream in) throws IOException {
        return new CallTarget(in.readUTF(), in.readUTF(), in.readUTF());
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
}
