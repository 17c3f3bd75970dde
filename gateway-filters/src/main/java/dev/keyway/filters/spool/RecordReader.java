package dev.keyway.filters.spool;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reader of a record's members, in the order in which {@link RecordWriter} wrote them. */
public final class RecordReader {

    private final DataInputStream in;

    RecordReader(DataInputStream in) {
        this.in = in;
    }

    /** Whether members follow: later releases add some at the end. */
    public boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    public int oneByte() throws IOException {
        return in.readUnsignedByte();
    }

    public boolean flag() throws IOException {
        return in.readBoolean();
    }

    public long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("a number is too long");
    }

    /** A number that is a count or a length. */
    public int count() throws IOException {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException("a count is out of range");
        }
        return (int) value;
    }

    public UUID uuid() throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    public String text() throws IOException {
        return new String(block(), StandardCharsets.UTF_8);
    }

    public @Nullable String optional() throws IOException {
        return flag() ? text() : null;
    }

    public byte[] block() throws IOException {
        int length = count();
        if (length > in.available()) {
            throw new EOFException("cut short");
        }
        return in.readNBytes(length);
    }
}
