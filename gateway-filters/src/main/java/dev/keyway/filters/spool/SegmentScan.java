package dev.keyway.filters.spool;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** Reads a segment from front to back, and finds the next record behind a harmed one. */
final class SegmentScan {

    private final String file;
    private final ByteBuffer bytes;
    private int position = Segment.HEADER_BYTES;
    private long last;

    /**
     * Begins at the segment's front.
     *
     * @param above sequences up to this one were in earlier segments
     */
    SegmentScan(String file, ByteBuffer bytes, long above) {
        this.file = file;
        this.bytes = bytes;
        this.last = above;
    }

    /** The sequence of the last record read, or what came before the segment. */
    long last() {
        return last;
    }

    /** Shows all records up to the limit that were not shown before. */
    void read(int limit, LogVisitor visitor) {
        read(limit, visitor, () -> false);
    }

    /** Shows records up to the limit that were not shown before, until there are enough. */
    void read(int limit, LogVisitor visitor, BooleanSupplier enough) {
        while (!enough.getAsBoolean() && position + Frame.HEADER_BYTES <= limit) {
            if (!Frame.isRecord(bytes, position, limit, last, Long.MAX_VALUE)) {
                int next = nextRecord(limit);
                if (next < 0) {
                    skipTail(limit, visitor);
                    return;
                }
                visitor.damaged(file, position, next);
                position = next;
            }
            last = Frame.sequence(bytes, position);
            byte[] payload = Frame.payload(bytes, position);
            position += Frame.sizeOf(payload.length);
            visitor.record(last, payload);
        }
    }

    /** A record that was being stored when the process was killed has no length yet; one with a length was lost by the disk. */
    private void skipTail(int limit, LogVisitor visitor) {
        if (bytes.getInt(position) != 0) {
            visitor.damaged(file, position, limit);
        }
        position = limit;
    }

    /** A record that follows harmed bytes; its sequence cannot be further ahead than the bytes between have room for. */
    private int nextRecord(int limit) {
        for (int at = position + 8; at + Frame.HEADER_BYTES <= limit; at += 8) {
            long most = last == 0 ? Long.MAX_VALUE : last + 1 + bytes.capacity() / Frame.HEADER_BYTES;
            if (Frame.isRecord(bytes, at, limit, last, most)) {
                return at;
            }
        }
        return -1;
    }
}
