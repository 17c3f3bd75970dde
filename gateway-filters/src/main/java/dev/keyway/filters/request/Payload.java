package dev.keyway.filters.request;

import dev.keyway.catalogue.parameter.TuningMembers;
import dev.keyway.filters.body.BodyEditor;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.MemberPath;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Payload: the bytes that each attempt sends. Held once; every attempt writes a duplicate of its own. Safe for use by many threads,
 * since it can be released by another thread than the one that sends it.
 */
public final class Payload {

    private static final int DIGESTED_BYTES = 4 * 1024;

    private static final String JSON = "application/json";

    private ByteBuf bytes;
    private final RequestBody source;
    private boolean taken;
    private boolean released;
    private int length;
    private boolean usageForced;
    /** Bytes counted for the copy that the bytes to send are pieces of. */
    private int copied;

    private final String contentType;
    private long digest;

    /**
     * Takes over the bytes of a JSON object.
     *
     * @param source what they were made from; counts the copies
     * @param usageForced whether the stream's usage was switched on for a client that had not asked for it
     */
    public Payload(ByteBuf bytes, RequestBody source, boolean usageForced) {
        this(bytes, source, usageForced, JSON);
    }

    /**
     * Takes over bytes of another kind.
     *
     * @param source what they were made from; counts the copies
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
    public synchronized int length() {
        return length;
    }

    public String contentType() {
        return contentType;
    }

    public synchronized boolean usageForced() {
        return usageForced;
    }

    /** Takes the payload for a call, which releases it. @return false if another call has taken it */
    public synchronized boolean take() {
        boolean isFirst = !taken;
        taken = true;
        return isFirst;
    }

    /** Whether a call has taken the payload. */
    public synchronized boolean isTaken() {
        return taken;
    }

    /**
     * The bytes once more, for one sending; the sender releases them.
     *
     * @throws IllegalReferenceCountException if the payload has been released
     */
    public synchronized ByteBuf duplicate() {
        requireHeld();
        return bytes.retainedDuplicate();
    }

    /**
     * Passes unless the payload has been released.
     *
     * @throws IllegalReferenceCountException if it has
     */
    public synchronized void requireHeld() {
        if (released) {
            throw new IllegalReferenceCountException("The payload has been released");
        }
    }

    /**
     * Leaves a member out of all that is sent from now on.
     *
     * @return whether it was there, and there was memory to leave it out
     */
    public synchronized boolean leaveOut(String path) {
        if (released || !isJson()) {
            return false;
        }
        // Still this request's, whatever is left out of it.
        digest();
        try (Look look = look()) {
            BodyEditor editor = BodyEditor.of(MemberIndex.of(look.bytes()));
            if (!MemberPath.drop(editor, path)) {
                return false;
            }
            ByteBuf edited = editor.apply();
            bytes.release();
            bytes = edited;
            length = edited.readableBytes();
            usageForced &= !TuningMembers.asksForUsage(path);
            int kept = look.keep();
            if (kept > 0) {
                source.uncount(copied);
                copied = kept;
            }
            return true;
        } catch (GatewayException noRoom) {
            return false;
        }
    }

    /**
     * The bytes in one piece, for one look; an edited payload lies in several and is copied for it.
     *
     * @throws GatewayException {@code gateway_overloaded} if there is no memory for the copy
     */
    public Look look() {
        ByteBuf pieces = duplicate();
        if (pieces.nioBufferCount() == 1) {
            return new Look(pieces, null);
        }
        try {
            source.count(pieces.readableBytes());
            return new Look(pieces.alloc().directBuffer(pieces.readableBytes()).writeBytes(pieces), source);
        } finally {
            pieces.release();
        }
    }

    /**
     * The same for a look that ends before the event loop goes on. It is not counted: there is one for each loop at most, and a body
     * that has been accepted must not be refused for it.
     */
    public Look peek() {
        ByteBuf pieces = duplicate();
        if (pieces.nioBufferCount() == 1) {
            return new Look(pieces, null);
        }
        try {
            return new Look(pieces.alloc().directBuffer(pieces.readableBytes()).writeBytes(pieces), null);
        } finally {
            pieces.release();
        }
    }

    /** Whether it is JSON, so that it can be looked into. */
    public boolean isJson() {
        return JSON.equals(contentType);
    }

    /** The bytes lent in one piece; a copy is counted as long as it is there. */
    public static final class Look implements AutoCloseable {

        private final ByteBuf bytes;
        private @Nullable RequestBody counted;

        private Look(ByteBuf bytes, @Nullable RequestBody counted) {
            this.bytes = bytes;
            this.counted = counted;
        }

        public ByteBuf bytes() {
            return bytes;
        }

        /** A copy stays in use. @return how many bytes are counted for it from now on */
        private int keep() {
            boolean isCopy = counted != null;
            counted = null;
            return isCopy ? bytes.readableBytes() : 0;
        }

        @Override
        public void close() {
            RequestBody owner = counted;
            if (owner != null) {
                owner.uncount(bytes.readableBytes());
            }
            bytes.release();
        }
    }

    /**
     * How many of the bytes are text, by estimate.
     *
     * @throws IllegalReferenceCountException if the payload has been released
     */
    public synchronized long textBytes() {
        requireHeld();
        return TextSample.textBytes(bytes);
    }

    /**
     * Tells this request's body from another's, by its length, its beginning and its end.
     *
     * @throws IllegalReferenceCountException if the payload was released before the digest was first asked for
     */
    public synchronized long digest() {
        if (digest == 0) {
            requireHeld();
            CRC32C crc = new CRC32C();
            int part = Math.min(length, DIGESTED_BYTES);
            update(crc, bytes.readerIndex(), part);
            update(crc, bytes.writerIndex() - part, part);
            digest = crc.getValue() << 32 | length;
        }
        return digest;
    }

    /** Releases the bytes, which a stream would hold for minutes otherwise; only the first call counts. */
    public synchronized void release() {
        if (!released) {
            released = true;
            bytes.release();
            bytes = Unpooled.EMPTY_BUFFER;
            source.uncount(copied);
        }
    }

    private void update(CRC32C crc, int from, int count) {
        for (java.nio.ByteBuffer run : bytes.nioBuffers(from, count)) {
            crc.update(run);
        }
    }
}
