package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.stream.EventFramer;
import dev.keyway.filters.stream.StreamState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;

/**
 * An event stream. Lifecycle events are held until content shows that the provider answers, for at most
 * {@value #HOLD_BYTES} bytes or the limit's time; from then on every event is passed on as it comes.
 */
final class StreamBody implements BodyPhase {

    static final String CONTENT_TYPE = "text/event-stream";

    private static final int HOLD_BYTES = 64 * 1024;

    private final UpstreamCall call;
    private final EventFramer framer;
    private final int status;
    private final String contentType;
    private final Passage passage;
    private final Outlet outlet;
    private boolean committed;

    StreamBody(UpstreamCall call, EventFramer framer, int status, String contentType) {
        this.call = call;
        this.framer = framer;
        this.status = status;
        this.contentType = contentType;
        this.passage = new Passage(call, this::release, this::cut);
        this.outlet = passage.outlet();
    }

    @Override
    public void chunk(ByteBuf bytes) {
        passage.arrived();
        boolean firstBytes = !committed && outlet.heldBytes() == 0;
        ByteBuf events = framer.feed(bytes);
        if (committed && framer.state() == StreamState.COMPLETE) {
            endedWith(events);
            return;
        }
        outlet.put(events);
        switch (framer.state()) {
            case WAITING -> hold(firstBytes);
            case CONTENT -> {
                commit();
                passage.readIfRoom();
            }
            case FAILED -> errorEvent();
            case COMPLETE -> ended();
        }
    }

    @Override
    public void complete() {
        broken("the provider's stream ended before its answer was complete");
    }

    @Override
    public void broken(String reason) {
        stopped(Failure.of(FailureClass.CONNECTION, reason));
    }

    @Override
    public void late() {
        if (!committed && outlet.heldBytes() > 0 && call.leftForContent().isPositive()) {
            commit();
        } else if (!committed) {
            brokenBy(Failure.of(FailureClass.TIMEOUT, "the provider began no answer in time"));
        } else {
            passage.late(() -> stopped(Failure.of(FailureClass.TIMEOUT, "the provider's stream stalled")));
        }
    }

    @Override
    public void release() {
        framer.release();
        outlet.release();
    }

    private void hold(boolean firstBytes) {
        if (committed) {
            passage.readIfRoom();
        } else if (outlet.heldBytes() > HOLD_BYTES) {
            commit();
        } else {
            if (firstBytes && outlet.heldBytes() > 0) {
                call.armTimer(shorter(call.limits().hold(), call.leftForContent()));
            }
            passage.read();
        }
    }

    private void commit() {
        if (!committed) {
            committed = true;
            passage.begin();
            call.respond(Response.begun(status, contentType, true, outlet));
        }
    }

    /** Nothing more will come: a stream that has said why it ends is whole, any other has failed. */
    private void stopped(Failure failure) {
        ByteBuf events = framer.finish();
        if (committed && framer.state() == StreamState.COMPLETE) {
            endedWith(events);
            return;
        }
        outlet.put(events);
        switch (framer.state()) {
            case COMPLETE -> ended();
            case FAILED -> errorEvent();
            case WAITING, CONTENT -> brokenBy(failure);
        }
    }

    private void errorEvent() {
        brokenBy(call.readError(framer.errorData().orElseGet(() -> new byte[0])));
    }

    private void ended() {
        if (!committed && framer.tally().contentEvents() == 0) {
            brokenBy(Failure.of(FailureClass.SERVER, "the provider's stream ended without an answer"));
            return;
        }
        if (committed) {
            endedWith(Unpooled.EMPTY_BUFFER);
        } else {
            committed = true;
            outlet.complete();
            call.respondWhole(Response.wholeStream(status, contentType, outlet));
            framer.release();
        }
    }

    /** The response is over before the client has its last event: what it used is recorded by then. */
    private void endedWith(ByteBuf last) {
        byte[] unused = call.end(new ResponseEnd.Complete());
        outlet.put(last);
        framer.release();
        outlet.complete();
    }

    private void brokenBy(Failure failure) {
        if (!committed) {
            call.fail(failure);
        } else {
            endEarly(new ResponseEnd.Broken(failure));
        }
    }

    private void cut(GatewayError error) {
        if (!call.isOver()) {
            endEarly(new ResponseEnd.Cut(error));
        }
    }

    private void endEarly(ResponseEnd end) {
        boolean midEvent = framer.midEvent();
        byte[] lastWord = call.end(end);
        framer.release();
        if (midEvent) {
            outlet.put(Unpooled.wrappedBuffer(new byte[] {'\n', '\n'}));
        }
        outlet.put(Unpooled.wrappedBuffer(lastWord));
        outlet.complete();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
