package dev.keyway.filters.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * The client's end of an answer: holds bytes until the client's side subscribes, then passes each on as it comes.
 * Asks for more only when the client's side has room.
 */
final class Outlet {

    private static final int MAX_COPY = 64 * 1024;

    private final EventLoop loop;
    private final Runnable wantsMore;
    private final Runnable clientGone;
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private int heldBytes;
    private @Nullable FluxSink<ByteBuf> sink;
    private boolean ended;
    private @Nullable Throwable failure;

    /**
     * Creates an outlet whose callbacks run on the loop.
     *
     * @param wantsMore called when the client's side has room for more
     * @param clientGone called when the client's side gave up
     */
    Outlet(EventLoop loop, Runnable wantsMore, Runnable clientGone) {
        this.loop = loop;
        this.wantsMore = wantsMore;
        this.clientGone = clientGone;
    }

    /** Takes bytes for the client. */
    void put(ByteBuf bytes) {
        if (ended || !bytes.isReadable()) {
            bytes.release();
        } else if (sink != null) {
            sink.next(bytes);
        } else {
            held.add(bytes);
            heldBytes += bytes.readableBytes();
        }
    }

    int heldBytes() {
        return heldBytes;
    }

    /** A copy of the bytes held, at most 64 KiB of them. */
    byte[] heldData() {
        ByteBuf all =
                Unpooled.wrappedBuffer(held.stream().map(ByteBuf::duplicate).toArray(ByteBuf[]::new));
        return ByteBufUtil.getBytes(all, 0, Math.min(all.readableBytes(), MAX_COPY), true);
    }

    /** Whether the client's side has asked for more than it was given. */
    boolean hasRoom() {
        return sink != null && sink.requestedFromDownstream() > 0;
    }

    /** The client's view; may be subscribed to once. */
    Flux<ByteBuf> flux() {
        return Flux.<ByteBuf>create(
                        subscriber -> Loops.run(loop, () -> open(subscriber)), FluxSink.OverflowStrategy.BUFFER)
                .doOnDiscard(ByteBuf.class, ReferenceCountUtil::safeRelease);
    }

    /** All that is held, in one piece, instead of {@link #flux} where nothing more will come. */
    Mono<ByteBuf> whole() {
        return Mono.fromSupplier(this::takeAll);
    }

    /** No more bytes will come. */
    void complete() {
        end(null);
    }

    /** The answer cannot be ended well: the client's connection is to be closed. */
    void abort(Throwable reason) {
        end(reason);
    }

    /** Lets go of bytes that nobody will take any more. */
    void release() {
        ended = true;
        ByteBuf bytes = held.poll();
        while (bytes != null) {
            bytes.release();
            bytes = held.poll();
        }
    }

    private ByteBuf takeAll() {
        ByteBuf all = held.size() == 1 ? held.remove() : Unpooled.wrappedBuffer(held.toArray(ByteBuf[]::new));
        held.clear();
        return all;
    }

    private void end(@Nullable Throwable reason) {
        if (ended) {
            return;
        }
        ended = true;
        failure = reason;
        if (sink != null) {
            tellEnd(sink);
        }
    }

    private void open(FluxSink<ByteBuf> subscriber) {
        sink = subscriber;
        subscriber.onCancel(() -> Loops.run(loop, clientGone));
        ByteBuf bytes = held.poll();
        while (bytes != null) {
            subscriber.next(bytes);
            bytes = held.poll();
        }
        if (ended) {
            tellEnd(subscriber);
        } else {
            subscriber.onRequest(n -> Loops.run(loop, wantsMore));
        }
    }

    private void tellEnd(FluxSink<ByteBuf> subscriber) {
        if (failure == null) {
            subscriber.complete();
        } else {
            subscriber.error(failure);
        }
    }
}
