package dev.keyway.filters.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;

/** Gathers the body of an answer that is an error, up to a bound, and hands it on to be recognised. */
final class ErrorBody implements BodyPhase {

    /** Enough for every provider's error; what comes after it is of no use. */
    private static final int MAX_BYTES = 64 * 1024;

    private final UpstreamCall call;
    private final int status;
    private final CompositeByteBuf gathered = Unpooled.compositeBuffer(64);

    ErrorBody(UpstreamCall call, int status) {
        this.call = call;
        this.status = status;
    }

    @Override
    public void chunk(ByteBuf bytes) {
        gathered.addComponent(true, bytes);
        if (gathered.readableBytes() >= MAX_BYTES) {
            recognise();
        } else {
            call.readMore();
        }
    }

    @Override
    public void complete() {
        recognise();
    }

    @Override
    public void broken(String reason) {
        recognise();
    }

    @Override
    public void late() {
        recognise();
    }

    @Override
    public void release() {
        if (gathered.refCnt() > 0) {
            gathered.release();
        }
    }

    private void recognise() {
        byte[] body = ByteBufUtil.getBytes(
                gathered, gathered.readerIndex(), Math.min(gathered.readableBytes(), MAX_BYTES), true);
        call.refusedBy(status, body);
    }
}
