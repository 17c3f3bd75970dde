package dev.keyway.filters.upstream;

import dev.keyway.filters.downstream.DirectSocketWriter;
import dev.keyway.filters.downstream.PipelineWriter;
import dev.keyway.filters.downstream.ResponseBody;
import dev.keyway.filters.downstream.ResponseSink;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.upstream.transport.Loops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * The client's end of an answer: holds bytes until the client's side subscribes, then passes each on as it comes.
 * Asks for more only when the client's side has room.
 */
final class Outlet implements ResponseBody {

    private static final int MAX_COPY = 64 * 1024;

    private final EventLoop loop;
    private final Runnable wantsMore;
    private final Runnable clientGone;
    private final Consumer<GatewayError> cut;
    private final Deque<ByteBuf> held = new ArrayDeque<>();
    private int heldBytes;
    private @Nullable ResponseSink client;
    private boolean ended;
    private @Nullable Throwable failure;

    /**
     * Creates an outlet whose callbacks run on the loop.
     *
     * @param wantsMore called when the client's side has room for more
     * @param clientGone called when the client's side gave up
     * @param cut called when the gateway cuts the answer off
     */
    Outlet(EventLoop loop, Runnable wantsMore, Runnable clientGone, Consumer<GatewayError> cut) {
        this.loop = loop;
        this.wantsMore = wantsMore;
        this.clientGone = clientGone;
        this.cut = cut;
    }

    /** Takes bytes for the client. */
    void put(ByteBuf bytes) {
        if (ended || !bytes.isReadable()) {
            bytes.release();
        } else if (client != null) {
            client.write(bytes);
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
        return copy(MAX_COPY);
    }

    /** A copy of all bytes held. */
    byte[] allHeldData() {
        return copy(heldBytes);
    }

    private byte[] copy(int most) {
        ByteBuf all =
                Unpooled.wrappedBuffer(held.stream().map(ByteBuf::duplicate).toArray(ByteBuf[]::new));
        return ByteBufUtil.getBytes(all, 0, Math.min(all.readableBytes(), most), true);
    }

    /** All bytes held, the caller's from now on. */
    ByteBuf takeAll() {
        ByteBuf all = held.size() == 1 ? held.remove() : Unpooled.wrappedBuffer(held.toArray(ByteBuf[]::new));
        held.clear();
        return all;
    }

    /** Whether the client's side has asked for more than it was given. */
    boolean hasRoom() {
        return client != null && client.hasRoom();
    }

    @Override
    public Flux<ByteBuf> flux() {
        return Flux.<ByteBuf>create(
                        sink -> {
                            sink.onCancel(this::cancelled);
                            Loops.run(loop, () -> open(new PipelineWriter(sink)));
                        },
                        FluxSink.OverflowStrategy.BUFFER)
                .doOnDiscard(ByteBuf.class, ReferenceCountUtil::safeRelease);
    }

    @Override
    public Mono<Void> straightTo(ChannelHandlerContext codec) {
        return Mono.create(sink -> {
            sink.onCancel(this::cancelled);
            Loops.run(loop, () -> open(new DirectSocketWriter(codec, sink)));
        });
    }

    @Override
    public Mono<ByteBuf> whole() {
        return Mono.fromSupplier(this::takeAll);
    }

    @Override
    public void cut(GatewayError error) {
        Loops.run(loop, () -> {
            if (!ended) {
                cut.accept(error);
            }
        });
    }

    /** No more bytes will come. */
    void complete() {
        end(null);
    }

    /** The answer cannot be ended well: the client's connection is to be closed. */
    void abort(Throwable reason) {
        end(reason);
    }

    /** The client has taken nothing for too long: its connection is to be closed, whatever is still on its way to it. */
    void drop() {
        if (!ended && client != null) {
            ended = true;
            client.drop();
        }
    }

    /** Lets go of bytes that nobody will take any more. */
    void release() {
        ended = true;
        ByteBuf bytes = held.poll();
        while (bytes != null) {
            bytes.release();
            bytes = held.poll();
        }
        if (client != null) {
            client.release();
        }
    }

    private void end(@Nullable Throwable reason) {
        if (ended) {
            return;
        }
        ended = true;
        failure = reason;
        if (client != null) {
            tellEnd(client);
        }
    }

    private void cancelled() {
        Loops.run(loop, clientGone);
    }

    private void open(ResponseSink side) {
        client = side;
        ByteBuf bytes = held.poll();
        while (bytes != null) {
            side.write(bytes);
            bytes = held.poll();
        }
        if (ended) {
            tellEnd(side);
        } else {
            side.onRoom(() -> Loops.run(loop, wantsMore));
        }
    }

    private void tellEnd(ResponseSink side) {
        if (failure == null) {
            side.complete();
        } else {
            side.fail(failure);
        }
    }
}
