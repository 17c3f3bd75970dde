package dev.keyway.filters.request;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.record.RequestTrack;
import io.netty.channel.EventLoop;

/**
 * First stage: a request has arrived.
 *
 * @param loop the event loop of the client's connection, on which the request lives
 * @param track what its record is made from
 * @param lifecycle what ends with it
 */
public record Received(EventLoop loop, RequestTrack track, RequestLifecycle lifecycle) implements RequestStage {

    /** The id under which it is found again. */
    public String id() {
        return track.id();
    }

    /** The next stage: the caller is known. */
    public Identified identified(Caller known) {
        track.calledBy(known);
        return new Identified(this, known);
    }

    /** The next stage where a host application decides who may call. */
    public Identified anonymous() {
        return new Identified(this, Caller.ANONYMOUS);
    }

    @Override
    public Received received() {
        return this;
    }

    @Override
    public Caller caller() {
        return Caller.ANONYMOUS;
    }
}
