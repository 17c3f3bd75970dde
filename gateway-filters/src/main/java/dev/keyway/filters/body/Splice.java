package dev.keyway.filters.body;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Bytes in the place of others.
 *
 * @param start the index of the first byte that goes
 * @param end the index after the last byte that goes
 * @param text what comes instead
 */
record Splice(int start, int end, ByteBuf text) {

    /** Insertions come first, and what contains others comes before them. */
    private static final Comparator<Splice> IN_ORDER = Comparator.comparingInt(Splice::start)
            .thenComparing(splice -> splice.start != splice.end)
            .thenComparing(Comparator.comparingInt(Splice::end).reversed());

    static Splice cut(int start, int end) {
        return new Splice(start, end, Unpooled.EMPTY_BUFFER);
    }

    /** New members of an object, after others or as the first ones. */
    static Splice insert(int place, Map<String, byte[]> members, boolean afterOthers) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean comma = afterOthers;
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            if (comma) {
                text.write(',');
            }
            text.writeBytes(JsonText.encode(member.getKey()));
            text.write(':');
            text.writeBytes(member.getValue());
            comma = true;
        }
        return new Splice(place, place, Unpooled.wrappedBuffer(text.toByteArray()));
    }

    /** The body with all splices made; one that lies within another is void. */
    static ByteBuf apply(ByteBuf body, List<Splice> splices) {
        if (splices.isEmpty()) {
            return body.retainedDuplicate();
        }
        splices.sort(IN_ORDER);
        CompositeByteBuf edited = body.alloc().compositeBuffer(2 * splices.size() + 1);
        int done = body.readerIndex();
        for (Splice splice : splices) {
            if (splice.start >= done) {
                keep(body, done, splice.start, edited);
                if (splice.text.isReadable()) {
                    edited.addComponent(true, direct(body.alloc(), splice.text));
                }
                done = splice.end;
            }
        }
        keep(body, done, body.writerIndex(), edited);
        return edited;
    }

    /** A piece on the heap would have the whole body copied for the socket, which takes direct memory only. */
    private static ByteBuf direct(ByteBufAllocator memory, ByteBuf text) {
        return memory.directBuffer(text.readableBytes()).writeBytes(text, text.readerIndex(), text.readableBytes());
    }

    private static void keep(ByteBuf body, int start, int end, CompositeByteBuf edited) {
        if (start < end) {
            edited.addComponent(true, body.retainedSlice(start, end - start));
        }
    }
}
