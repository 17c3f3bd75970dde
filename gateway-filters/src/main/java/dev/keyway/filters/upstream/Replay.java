package dev.keyway.filters.upstream;

import dev.keyway.filters.upstream.transport.Exchange;
import io.netty.buffer.Unpooled;

/**
 * Replay of bytes that are all here, as if they came from the provider: in pieces, each in a turn of the event loop of its own and
 * only when more is asked for, so that a long response neither holds up other requests nor overtakes its client.
 */
final class Replay implements Exchange {

    static final int PIECE_BYTES = 64 * 1024;

    private final UpstreamCall call;
    private final BodyPhase phase;
    private final byte[] bytes;
    private int at;
    private boolean isScheduled;
    private boolean isOver;

    Replay(UpstreamCall call, BodyPhase phase, byte[] bytes) {
        this.call = call;
        this.phase = phase;
        this.bytes = bytes;
    }

    /** The first piece comes in this turn. */
    void start() {
        call.receiveFrom(this);
        next();
    }

    @Override
    public void readMore() {
        if (!isScheduled && !isOver) {
            isScheduled = true;
            call.loop().execute(this::next);
        }
    }

    @Override
    public void drain() {
        isOver = true;
    }

    @Override
    public void abort() {
        isOver = true;
    }

    @Override
    public void distrust() {}

    private void next() {
        isScheduled = false;
        if (isOver || call.isOver()) {
            return;
        }
        int length = Math.min(PIECE_BYTES, bytes.length - at);
        int from = at;
        at += length;
        boolean isLast = at == bytes.length;
        if (isLast) {
            isOver = true;
            call.receivedAll();
        }
        phase.chunk(Unpooled.wrappedBuffer(bytes, from, length));
        if (isLast && !call.isOver()) {
            phase.complete();
        }
    }
}
