package dev.keyway.filters.body;

import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;

/** A request's bytes in one piece of memory, held once until {@link #release} and counted in a {@link BodyBudget}. */
public final class RequestBody {

    private final ByteBuf bytes;
    private final BodyShare share;
    private long reserved;
    private boolean released;

    /** Takes over the buffer's count and what was reserved for it. */
    RequestBody(ByteBuf bytes, long reserved, BodyShare share) {
        this.bytes = bytes;
        this.reserved = reserved;
        this.share = share;
    }

    /** The bytes, lent: not to be released or moved in by the borrower, and gone after {@link #release}. */
    public ByteBuf bytes() {
        return bytes;
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.readableBytes();
    }

    /** The same bytes with indices and a count of their own, for an attempt that releases them when it has written them. */
    public ByteBuf retainedDuplicate() {
        return bytes.retainedDuplicate();
    }

    /**
     * Counts a copy as well, until {@link #uncount} or {@link #release}.
     *
     * @throws GatewayException {@code gateway_overloaded} if there is no room for it
     */
    public synchronized void count(long copied) {
        if (!released) {
            share.reserve(copied);
            reserved += copied;
        }
    }

    /** A copy that was counted is gone. */
    public synchronized void uncount(long copied) {
        if (!released) {
            reserved -= copied;
            share.giveBack(copied);
        }
    }

    /** Lets the bytes go. Only the first call counts. */
    public synchronized void release() {
        if (!released) {
            released = true;
            bytes.release();
            share.giveBack(reserved);
        }
    }
}
