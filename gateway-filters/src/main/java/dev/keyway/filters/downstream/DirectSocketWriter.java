package dev.keyway.filters.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * A client whose socket is written to past the server's pipeline, in chunks framed here: what came in one turn of the
 * event loop goes out as one chunk, by one call to the kernel. The server ends the answer.
 */
public final class DirectSocketWriter implements ResponseSink {

    /** What is gathered into one chunk before it goes to the socket's queue, which tells whether the client keeps up. */
    private static final int FULL = 16 * 1024;

    private final ChannelHandlerContext codec;
    private final MonoSink<Void> end;
    private final Runnable flush = this::flush;
    private @Nullable ByteBuf frame;
    private @Nullable Runnable room;
    private boolean flushing;

    /**
     * A client that has been sent the head of its answer.
     *
     * @param codec the server's codec; what is written goes past it
     * @param end learns how the answer ends
     */
    public DirectSocketWriter(ChannelHandlerContext codec, MonoSink<Void> end) {
        this.codec = codec;
        this.end = end;
    }

    @Override
    public void write(ByteBuf bytes) {
        ByteBuf target = frame;
        if (target == null) {
            target = ChunkFrame.open(codec.alloc(), bytes.readableBytes());
            frame = target;
        }
        target.writeBytes(bytes);
        bytes.release();
        if (target.readableBytes() >= FULL) {
            send();
        }
        if (!flushing) {
            flushing = true;
            codec.executor().execute(flush);
        }
    }

    @Override
    public boolean hasRoom() {
        return codec.channel().isWritable();
    }

    @Override
    public void onRoom(Runnable wanted) {
        room = wanted;
        tellRoom();
    }

    @Override
    public void complete() {
        send();
        end.success();
    }

    @Override
    public void fail(Throwable reason) {
        flush();
        end.error(reason);
    }

    @Override
    public void drop() {
        release();
        ChannelFuture unused = codec.close();
    }

    @Override
    public void release() {
        if (frame != null) {
            frame.release();
            frame = null;
        }
    }

    private void flush() {
        flushing = false;
        send();
        codec.flush();
    }

    private void send() {
        ByteBuf full = frame;
        if (full == null) {
            return;
        }
        frame = null;
        ChannelFuture sent = codec.write(ChunkFrame.close(full));
        if (!hasRoom()) {
            sent.addListener(this::sent);
        }
    }

    /** Bytes are told to have been sent before they are taken off what fills the queue: it is looked at afterwards. */
    private void sent(Future<?> done) {
        codec.executor().execute(this::tellRoom);
    }

    private void tellRoom() {
        if (room != null && hasRoom()) {
            room.run();
        }
    }
}
