package dev.keyway.filters.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Record format of a log: a byte for the version, one for the kind, then the members of that kind. The version's high bit is set.
 * Version 0, of the first releases, has no byte for the version and begins with the kind.
 */
public final class RecordFormat {

    /** The version that is written, and the latest that is read. */
    public static final int VERSION = 1;

    private static final int MARK = 0x80;

    private RecordFormat() {}

    /** Writes the members of a record. */
    @FunctionalInterface
    public interface Members {
        void write(DataOutputStream out) throws IOException;
    }

    /**
     * A record's kind, and its members to be read.
     *
     * @param version the version of its format
     */
    public record Body(int version, int kind, DataInputStream members) {

        /** Reads members that a {@link RecordWriter} wrote. */
        public RecordReader reader() {
            return new RecordReader(members);
        }

        /** This kind is unknown. */
        public UnknownFormatException unknownKind() {
            return new UnknownFormatException("record kind " + kind + " of format version " + version);
        }
    }

    /** A record of the current version. */
    public static byte[] encode(int kind, Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(MARK | VERSION);
            out.writeByte(kind);
            members.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Begins a record of the current version. */
    public static RecordWriter write(int kind) {
        return new RecordWriter().oneByte(MARK | VERSION).oneByte(kind);
    }

    /**
     * Reads a record's version and kind.
     *
     * @throws UnknownFormatException if a later release has written it
     * @throws IOException if it is too short
     */
    public static Body decode(byte[] payload) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
        int first = in.readUnsignedByte();
        if ((first & MARK) == 0) {
            return new Body(0, first, in);
        }
        int version = first & ~MARK;
        if (version > VERSION) {
            throw new UnknownFormatException("record format version " + version);
        }
        return new Body(version, in.readUnsignedByte(), in);
    }
}
