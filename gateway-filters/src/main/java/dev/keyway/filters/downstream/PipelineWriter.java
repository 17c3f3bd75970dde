package dev.keyway.filters.downstream;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import reactor.core.publisher.FluxSink;

/** A client that is written to by the server, for whatever stands between: compression, HTTP/2, filters of others. */
public final class PipelineWriter implements ResponseSink {

    private final FluxSink<ByteBuf> sink;

    /** A client behind a sink that buffers. */
    public PipelineWriter(FluxSink<ByteBuf> sink) {
        this.sink = sink;
    }

    @Override
    public void write(ByteBuf bytes) {
        sink.next(bytes);
    }

    @Override
    public boolean hasRoom() {
        return sink.requestedFromDownstream() > 0;
    }

    @Override
    public void onRoom(Runnable room) {
        sink.onRequest(n -> room.run());
    }

    @Override
    public void complete() {
        sink.complete();
    }

    @Override
    public void fail(Throwable reason) {
        sink.error(reason);
    }

    @Override
    public void drop() {
        sink.error(new IOException("the client took nothing of its answer for too long"));
    }

    @Override
    public void release() {
        // The sink discards what it holds when it is cancelled.
    }
}
