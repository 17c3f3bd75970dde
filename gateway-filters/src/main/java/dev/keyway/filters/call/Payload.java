package dev.keyway.filters.call;

import dev.keyway.filters.body.RequestBody;
import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;

/** The bytes that each attempt sends. Held once; every attempt writes a duplicate of its own. */
public final class Payload {

    private static final int DIGESTED_BYTES = 4 * 1024;

    private static final String JSON = "application/json";

    private final ByteBuf bytes;
    private final RequestBody source;
    private final int length;
    private final boolean usageForced;
    private final String contentType;
    private long digest;
    private boolean released;

    /**
     * Takes over the bytes of a JSON object.
     *
     * @param source what they were made from, released with them
     * @param usageForced whether the stream's usage was switched on for a client that had not asked for it
     */
    public Payload(ByteBuf bytes, RequestBody source, boolean usageForced) {
        this(bytes, source, usageForced, JSON);
    }

    /**
     * Takes over bytes of another kind.
     *
     * @param source what they were made from, released with them
     */
    public Payload(ByteBuf bytes, RequestBody source, String contentType) {
        this(bytes, source, false, contentType);
    }

    private Payload(ByteBuf bytes, RequestBody source, boolean usageForced, String contentType) {
        this.contentType = contentType;
        this.source = source;
        this.bytes = bytes;
        this.length = bytes.readableBytes();
        this.usageForced = usageForced;
    }

    /** The length in bytes. */
    public int length() {
        return length;
    }

    String contentType() {
        return contentType;
    }

    boolean usageForced() {
        return usageForced;
    }

    /** The bytes once more, for one sending; the sender releases them. */
    public ByteBuf duplicate() {
        return bytes.retainedDuplicate();
    }

    /** How many of the bytes are text, by estimate; only before they are let go. */
    long textBytes() {
        return TextSample.textBytes(bytes);
    }

    /** Tells this request's body from another's, by its length, its beginning and its end. */
    long digest() {
        if (digest == 0) {
            CRC32C crc = new CRC32C();
            int part = Math.min(length, DIGESTED_BYTES);
            update(crc, bytes.readerIndex(), part);
            update(crc, bytes.writerIndex() - part, part);
            digest = crc.getValue() << 32 | length;
        }
        return digest;
    }

    /** Lets go of the bytes; only the first call counts. */
    public void release() {
        if (!released) {
            digest();
            released = true;
            bytes.release();
            source.release();
        }
    }

    private void update(CRC32C crc, int from, int count) {
        for (java.nio.ByteBuffer run : bytes.nioBuffers(from, count)) {
            crc.update(run);
        }
    }
}
