package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.record.RequestTrack;
import io.netty.channel.EventLoop;

/** Stage of a request: what is known of it so far, complete and immutable. Each step takes one stage and returns the next. */
public sealed interface RequestStage permits Received, Identified, Resolved, Admitted, Prepared {

    /** The first stage, which all others are made from. */
    Received received();

    /** Who calls; {@link Caller#ANONYMOUS} as long as nobody is identified. */
    Caller caller();

    /** The request's event loop. */
    default EventLoop loop() {
        return received().loop();
    }

    /** What the request's record is made from. */
    default RequestTrack track() {
        return received().track();
    }

    /** What ends with the request. */
    default RequestLifecycle lifecycle() {
        return received().lifecycle();
    }
}
