package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import io.netty.buffer.ByteBuf;

/** A body that cannot be of use to anybody: the attempt fails without reading it. */
final class UnreadableBody implements BodyPhase {

    private final UpstreamCall call;
    private final String reason;

    UnreadableBody(UpstreamCall call, String reason) {
        this.call = call;
        this.reason = reason;
    }

    @Override
    public void chunk(ByteBuf bytes) {
        bytes.release();
        fail();
    }

    @Override
    public void complete() {
        fail();
    }

    @Override
    public void broken(String why) {
        fail();
    }

    @Override
    public void late() {
        fail();
    }

    @Override
    public void release() {
        // nothing is held
    }

    private void fail() {
        call.fail(Failure.of(FailureClass.SERVER, reason));
    }
}
