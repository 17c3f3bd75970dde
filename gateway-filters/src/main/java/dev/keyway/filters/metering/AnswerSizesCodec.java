package dev.keyway.filters.metering;

import dev.keyway.filters.spool.RecordFormat;
import dev.keyway.filters.spool.RecordReader;
import dev.keyway.filters.spool.RecordWriter;
import java.io.IOException;

/** Codec of answer sizes, in the record format of the logs. */
public final class AnswerSizesCodec {

    private static final int KIND = 1;
    private static final int NAME = 200;

    private AnswerSizesCodec() {}

    /** All that is known, the oldest answer of each name first. */
    public static byte[] encode(AnswerSizes sizes) {
        RecordWriter out = RecordFormat.write(KIND);
        sizes.each((name, answers) -> {
            out.flag(true)
                    .text(name.provider(), NAME)
                    .text(name.model(), NAME)
                    .text(name.team(), NAME)
                    .number(answers.length);
            for (long tokens : answers) {
                out.number(tokens);
            }
        });
        return out.flag(false).toBytes();
    }

    /**
     * Adds what was encoded to what is known.
     *
     * @throws IOException if the bytes are damaged, or a later release has written them; what was read before the fault is added
     */
    public static void decode(byte[] bytes, AnswerSizes sizes) throws IOException {
        RecordFormat.Body record = RecordFormat.decode(bytes);
        if (record.version() == 0 || record.kind() != KIND) {
            throw record.unknownKind();
        }
        RecordReader in = record.reader();
        while (in.flag()) {
            AnswerSizes.Name name = new AnswerSizes.Name(in.text(), in.text(), in.text());
            int count = in.count();
            for (int i = 0; i < count; i++) {
                sizes.add(name, in.number());
            }
        }
    }
}
