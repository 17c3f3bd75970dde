package dev.keyway.filters.spool;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writer of a record's members, one after the other. Numbers are of variable length, since most are small. */
public final class RecordWriter {

    private byte[] bytes = new byte[256];
    private int length;

    RecordWriter() {}

    /** The lowest 8 bits. */
    public RecordWriter oneByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public RecordWriter flag(boolean value) {
        return oneByte(value ? 1 : 0);
    }

    /** A number, short if it is small and not negative. */
    public RecordWriter number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    public RecordWriter uuid(UUID value) {
        reserve(16);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
        return this;
    }

    /** At most so many bytes of a text in UTF-8, whole characters only. */
    public RecordWriter text(String value, int most) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int kept = utf8.length <= most ? utf8.length : whole(utf8, most);
        number(kept);
        return raw(utf8, kept);
    }

    /** A text that may be absent. */
    public RecordWriter optional(@Nullable String value, int most) {
        flag(value != null);
        return value == null ? this : text(value, most);
    }

    /** Bytes with their length. */
    public RecordWriter block(byte[] value) {
        number(value.length);
        return raw(value, value.length);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private RecordWriter raw(byte[] value, int count) {
        reserve(count);
        System.arraycopy(value, 0, bytes, length, count);
        length += count;
        return this;
    }

    private static int whole(byte[] utf8, int most) {
        int end = most;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private void putLong(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
