package dev.keyway.filters.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Held event: the start of one that is not yet whole, which waits for the rest in later chunks. */
final class HeldEvent {

    private @Nullable ByteBuf held;

    int length() {
        return held == null ? 0 : held.readableBytes();
    }

    /** Adds the bytes of a chunk from an index on. */
    void add(ByteBuf chunk, int from) {
        int length = chunk.writerIndex() - from;
        ByteBuf start = held;
        if (start == null) {
            start = chunk.alloc().buffer(length);
            held = start;
        }
        start.writeBytes(chunk, from, length);
    }

    /** Copy of what is held. */
    byte[] lines() {
        return held == null ? new byte[0] : ByteBufUtil.getBytes(held);
    }

    /** Copy of what is held and of a part of the chunk behind it. */
    byte[] lines(ByteBuf chunk, int from, int end) {
        int before = length();
        byte[] lines = new byte[before + end - from];
        if (held != null) {
            held.getBytes(held.readerIndex(), lines, 0, before);
        }
        chunk.getBytes(from, lines, before, end - from);
        return lines;
    }

    /** Writes lines of the same length where {@link #lines(ByteBuf, int, int)} has read them. */
    void replace(byte[] lines, ByteBuf chunk, int from) {
        int before = length();
        if (held != null) {
            held.setBytes(held.readerIndex(), lines, 0, before);
        }
        chunk.setBytes(from, lines, before, lines.length - before);
    }

    /** Takes out what is held, the caller's to release; null if nothing is. */
    @Nullable
    ByteBuf take() {
        ByteBuf taken = held;
        held = null;
        return taken;
    }

    /** Takes out what is held; without that, the other. What is held goes first: nothing of the chunk has gone before. */
    ByteBuf takeOr(ByteBuf other) {
        ByteBuf first = take();
        return first == null ? other : first;
    }

    /** What goes before and a part of a chunk behind it. */
    static ByteBuf join(ByteBuf before, ByteBuf chunk, int from, int to) {
        if (from == to) {
            return before;
        }
        ByteBuf slice = chunk.retainedSlice(from, to - from);
        return before.isReadable() ? Unpooled.wrappedBuffer(before, slice) : slice;
    }

    void release() {
        ByteBuf dropped = take();
        if (dropped != null) {
            dropped.release();
        }
    }
}
