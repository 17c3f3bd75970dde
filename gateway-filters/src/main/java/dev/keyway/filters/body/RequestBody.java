package dev.keyway.filters.body;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request's bytes in one piece of memory, held once until {@link #release} and counted in a {@link BodyBudget}. */
public final class RequestBody {

    private final ByteBuf bytes;
    private final long reserved;
    private final BodyShare share;
    private final AtomicBoolean released = new AtomicBoolean();

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

    /** Lets the bytes go. Only the first call counts. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            bytes.release();
            share.giveBack(reserved);
        }
    }
}
