package dev.keyway.filters.spool;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment: length (4 bytes), CRC32C over sequence and payload (4), sequence (8), payload, zeros
 * up to a multiple of 8. Big-endian. The length is stored last, so that a record is there in full or not at all.
 */
final class Frame {

    static final int HEADER_BYTES = 16;

    private Frame() {}

    /** What a payload takes up in a segment, in bytes. */
    static int sizeOf(int payloadBytes) {
        return HEADER_BYTES + ((payloadBytes + 7) & ~7);
    }

    static void write(ByteBuffer segment, int at, long sequence, byte[] payload) {
        segment.put(at + HEADER_BYTES, payload);
        segment.putLong(at + 8, sequence);
        segment.putInt(at + 4, crc(sequence, ByteBuffer.wrap(payload)));
        VarHandle.releaseFence();
        segment.putInt(at, payload.length);
    }

    /** Whether a whole and unharmed record with a sequence in the range begins here. */
    static boolean isRecord(ByteBuffer segment, int at, int limit, long above, long upTo) {
        if (at + HEADER_BYTES > limit) {
            return false;
        }
        int length = segment.getInt(at);
        if (length <= 0 || length > limit - at - HEADER_BYTES) {
            return false;
        }
        long sequence = segment.getLong(at + 8);
        return sequence > above
                && sequence <= upTo
                && segment.getInt(at + 4) == crc(sequence, segment.slice(at + HEADER_BYTES, length));
    }

    static long sequence(ByteBuffer segment, int at) {
        return segment.getLong(at + 8);
    }

    static byte[] payload(ByteBuffer segment, int at) {
        byte[] payload = new byte[segment.getInt(at)];
        segment.get(at + HEADER_BYTES, payload);
        return payload;
    }

    private static int crc(long sequence, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        crc.update(payload);
        return (int) crc.getValue();
    }
}
