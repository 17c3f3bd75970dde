package dev.keyway.filters.request;

import dev.keyway.filters.body.JsonText;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import org.jspecify.annotations.Nullable;

/** A payload for a resource that calls the model by a name of its own: the same bytes around another value. */
public final class RenamedPayload {

    private final Payload payload;
    /** Where the model's name stands in the payload, in bytes from its beginning. */
    private final int start;

    private final int end;
    private final byte[] name;

    private RenamedPayload(Payload payload, int start, int end, byte[] name) {
        this.payload = payload;
        this.start = start;
        this.end = end;
        this.name = name;
    }

    /** The payload with another name for its model; null if it names none, as a form, which names it in a field and is sent as it came. */
    public static @Nullable RenamedPayload of(Payload payload, String model) {
        if (!payload.isJson()) {
            return null;
        }
        try (Payload.Look look = payload.peek()) {
            return of(payload, look.bytes(), model);
        }
    }

    private static @Nullable RenamedPayload of(Payload payload, ByteBuf bytes, String model) {
        try {
            Member named = MemberIndex.of(bytes).member("model");
            return named == null
                    ? null
                    : new RenamedPayload(
                            payload,
                            named.start() - bytes.readerIndex(),
                            named.end() - bytes.readerIndex(),
                            JsonText.encode(model));
        } catch (GatewayException noJson) {
            return null;
        }
    }

    /** Its length in bytes. */
    public int length() {
        return payload.length() - (end - start) + name.length;
    }

    /** The bytes, for one sending; the sender releases them. Only while the payload they are made from is held. */
    public ByteBuf take() {
        ByteBuf bytes = payload.duplicate();
        try {
            int from = bytes.readerIndex();
            CompositeByteBuf renamed = bytes.alloc().compositeBuffer(3);
            return renamed.addComponent(true, bytes.retainedSlice(from, start))
                    .addComponent(true, bytes.alloc().directBuffer(name.length).writeBytes(name))
                    .addComponent(true, bytes.retainedSlice(from + end, bytes.readableBytes() - end));
        } finally {
            bytes.release();
        }
    }
}
