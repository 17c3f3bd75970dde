package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.problem.GatewayError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not streamed: held until it is whole, so that a broken one can still be asked of another key, or until more than
 * a number of bytes have come; from then on it is passed on as it comes. A client that has part of an answer learns that it is
 * broken by a connection that closes before the end, since such bytes have no place for an error.
 */
final class HeldBody implements BodyPhase {

    /** What makes bytes an answer. */
    interface Check {

        /** Looks at the next bytes; neither keeps nor releases them. */
        void feed(ByteBuf bytes);

        /**
         * What is wrong with the answer now that it has ended, if anything.
         *
         * @param held what was not passed on yet
         */
        @Nullable
        Failure fault(Outlet held);
    }

    private final UpstreamCall call;
    private final Check check;
    private final int status;
    private final @Nullable String contentType;
    private final int holdBytes;
    private final Passage passage;
    private final Outlet outlet;
    private boolean committed;

    HeldBody(UpstreamCall call, Check check, int status, @Nullable String contentType, int holdBytes) {
        this.call = call;
        this.check = check;
        this.status = status;
        this.contentType = contentType;
        this.holdBytes = holdBytes;
        this.passage = new Passage(call, this::release, this::cut);
        this.outlet = passage.outlet();
    }

    @Override
    public void chunk(ByteBuf bytes) {
        passage.arrived();
        check.feed(bytes);
        outlet.put(bytes);
        if (committed) {
            passage.readIfRoom();
        } else if (outlet.heldBytes() > holdBytes) {
            committed = true;
            passage.begin();
            call.respond(Response.begun(status, contentType, false, outlet));
        } else {
            passage.read();
        }
    }

    @Override
    public void complete() {
        Failure fault = check.fault(outlet);
        if (fault != null) {
            brokenBy(fault);
        } else if (committed) {
            call.end(new ResponseEnd.Complete());
            outlet.complete();
        } else {
            int length = outlet.heldBytes();
            outlet.complete();
            call.respondWhole(Response.whole(status, contentType, length, outlet));
        }
    }

    @Override
    public void broken(String reason) {
        brokenBy(Failure.of(FailureClass.CONNECTION, reason));
    }

    @Override
    public void late() {
        if (committed) {
            passage.late(this::stalled);
        } else {
            stalled();
        }
    }

    @Override
    public void release() {
        outlet.release();
    }

    private void cut(GatewayError error) {
        if (!call.isOver()) {
            call.end(new ResponseEnd.Cut(error));
            outlet.abort(new IOException(error.message()));
        }
    }

    private void stalled() {
        brokenBy(Failure.of(FailureClass.TIMEOUT, "the provider's answer did not come in time"));
    }

    private void brokenBy(Failure failure) {
        if (committed) {
            call.end(new ResponseEnd.Broken(failure));
            outlet.abort(new IOException(failure.message()));
        } else {
            call.fail(failure);
        }
    }
}
