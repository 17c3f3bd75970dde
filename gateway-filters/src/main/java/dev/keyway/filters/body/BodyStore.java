package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;

/**
 * The memory of a body that is being read. Of a declared length exactly that is taken; else it grows, by doubling up to
 * 1 MiB and by a quarter from there, so that no more than a quarter is ever idle.
 */
final class BodyStore {

    private static final int FIRST = 16 * 1024;
    private static final int LARGE = 1024 * 1024;

    private final long declared;
    private final int limit;
    private final int maxBody;
    private final BodyShare share;
    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf bytes;
    private long reserved;

    /** @param declared the {@code Content-Length}; negative if there is none */
    BodyStore(long declared, int maxBody, BodyShare share, ByteBufAllocator allocator) {
        this.declared = declared;
        this.limit = declared < 0 ? maxBody : (int) Math.min(declared, maxBody);
        this.maxBody = maxBody;
        this.share = share;
        this.allocator = allocator;
    }

    int maxBody() {
        return maxBody;
    }

    /** Copies what has come; the caller still releases it. */
    void add(DataBuffer content) {
        int more = content.readableByteCount();
        if (more == 0) {
            return;
        }
        ByteBuf target = roomFor(more);
        try (DataBuffer.ByteBufferIterator pieces = content.readableByteBuffers()) {
            while (pieces.hasNext()) {
                ByteBuffer piece = pieces.next();
                target.writeBytes(piece);
            }
        }
    }

    /** Copies so many bytes from the beginning of a piece. */
    void add(byte[] piece, int length) {
        if (length > 0) {
            roomFor(length).writeBytes(piece, 0, length);
        }
    }

    /** The whole body, which takes over the memory. */
    RequestBody finish() {
        ByteBuf whole = bytes == null ? allocator.directBuffer(0, 0) : bytes;
        if (whole.readableBytes() < declared) {
            throw new GatewayException(
                    ErrorCode.INVALID_JSON,
                    "The body is cut off: " + whole.readableBytes() + " of " + declared + " bytes came.");
        }
        RequestBody body = new RequestBody(whole, reserved, share);
        bytes = null;
        reserved = 0;
        return body;
    }

    /** Gives everything back. */
    void free() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
        share.giveBack(reserved);
        reserved = 0;
    }

    private ByteBuf roomFor(int more) {
        int size = bytes == null ? 0 : bytes.readableBytes();
        if (more > limit - size) {
            throw declared < 0
                    ? BodyReader.tooLarge(maxBody)
                    : new GatewayException(
                            ErrorCode.INVALID_REQUEST, "The request body is longer than its Content-Length.");
        }
        return room(size + more);
    }

    private ByteBuf room(int size) {
        if (bytes != null && size <= bytes.capacity()) {
            return bytes;
        }
        int capacity = declared < 0 ? grown(size) : limit;
        share.reserve(capacity - reserved);
        reserved = capacity;
        if (bytes == null) {
            bytes = allocator.directBuffer(capacity, limit);
        } else {
            bytes.capacity(capacity);
        }
        return bytes;
    }

    private int grown(int size) {
        long capacity = bytes == null ? FIRST : bytes.capacity();
        while (capacity < size) {
            capacity = capacity < LARGE ? 2 * capacity : capacity + capacity / 4;
        }
        return (int) Math.min(capacity, limit);
    }
}
