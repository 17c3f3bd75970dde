package dev.keyway.testkit.provider;

import dev.keyway.testkit.dialect.Ask;
import dev.keyway.testkit.dialect.Operation;
import dev.keyway.testkit.provider.ReceivedRequest.Outcome;
import dev.keyway.testkit.provider.ReceivedRequest.Place;
import dev.keyway.testkit.script.Reading;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.script.Step;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One client connection: reads requests, has them decided, plays the answers in their order. */
final class Connection extends ChannelInboundHandlerAdapter {

    private final Desk desk;
    private final ReadPace pace;
    private final long number;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private int requests;
    private @Nullable ReceivedRequest reading;
    private @Nullable Reply decided;
    private @Nullable Playing playing;
    private @Nullable HttpRequest controlled;
    private boolean discarding;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @SuppressWarnings("ArrayRecordComponent")
    private record Waiting(
            ReceivedRequest request, byte[] body, @Nullable Reply ruled) {}

    private record Playing(ReceivedRequest request, Player player) {}

    Connection(Desk desk, ReadPace pace) {
        this.desk = desk;
        this.pace = pace;
        this.number = desk.nextConnection();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        desk.recorder.connected(number);
        Step.End end = desk.atAccept();
        if (end != null) {
            Player.end(ctx.channel(), end);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
        try {
            if (message instanceof HttpRequest head) {
                head(ctx, head);
            }
            if (message instanceof HttpContent content) {
                content(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (playing != null) {
            playing.player().stop();
            desk.recorder.ended(playing.request(), true, Outcome.CLIENT_CLOSED);
            playing = null;
        }
        if (reading != null) {
            desk.recorder.ended(reading, false, Outcome.CLIENT_CLOSED);
            reading = null;
        }
        waiting.forEach(request -> desk.recorder.ended(request.request(), false, Outcome.CLIENT_CLOSED));
        waiting.clear();
        gone.set(true);
        desk.recorder.disconnected(number);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Future<?> unused = ctx.close();
    }

    private void head(ChannelHandlerContext ctx, HttpRequest head) {
        discarding = false;
        decided = null;
        controlled = Control.meant(head.uri()) ? head : null;
        body.reset();
        if (controlled != null) {
            return;
        }
        requests++;
        Place place = new Place(number, requests, gone);
        reading = new ReceivedRequest(desk.recorder.nextNumber(), head, desk.clock.instant(), place);
        desk.recorder.begun(reading);
        if (head.decoderResult().isFailure()) {
            decide(ctx, reading, Reply.status(400).thenClose());
            return;
        }
        decided = desk.early(reading).orElse(null);
        if (decided != null && decided.reading() != null) {
            read(ctx, decided, decided.reading());
        } else if (decided != null && decided.early()) {
            decide(ctx, reading, decided);
        } else {
            invite(ctx, head);
        }
    }

    private void read(ChannelHandlerContext ctx, Reply reply, Reading slow) {
        ctx.channel().config().setAutoRead(false);
        decided = reply.afterReading();
        if (slow.bytes() > 0) {
            pace.slowDown(slow.bytes());
            readSlowly(ctx, slow);
        }
    }

    private void readSlowly(ChannelHandlerContext ctx, Reading slow) {
        if (reading == null || !ctx.channel().isActive()) {
            return;
        }
        ctx.read();
        Future<?> unused = ctx.executor()
                .schedule(() -> readSlowly(ctx, slow), slow.every().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void invite(ChannelHandlerContext ctx, HttpRequest head) {
        if (HttpUtil.is100ContinueExpected(head)) {
            ByteBuf go = Unpooled.copiedBuffer("HTTP/1.1 100 Continue\r\n\r\n", StandardCharsets.US_ASCII);
            Future<?> unused = ctx.writeAndFlush(go);
        }
    }

    private void content(ChannelHandlerContext ctx, HttpContent content) throws IOException {
        if (discarding || (reading == null && controlled == null)) {
            return;
        }
        content.content().readBytes(body, content.content().readableBytes());
        if (content instanceof LastHttpContent && controlled != null) {
            control(ctx, controlled);
        } else if (content instanceof LastHttpContent && reading != null) {
            ctx.channel().config().setAutoRead(true);
            boolean broken = content.decoderResult().isFailure();
            decide(ctx, reading, broken ? Reply.status(400).thenClose() : decided);
        }
    }

    private void control(ChannelHandlerContext ctx, HttpRequest head) {
        String text = body.toString(StandardCharsets.UTF_8);
        Reply answer = new Control(desk).answer(head.method().name(), head.uri(), text);
        new Player(ctx.channel(), answer.steps(Operation.of("/", false), Ask.of(new byte[0]), Map.of())).play(() -> {});
    }

    private void decide(ChannelHandlerContext ctx, ReceivedRequest request, @Nullable Reply ruled) {
        discarding = true;
        reading = null;
        waiting.add(new Waiting(request, body.toByteArray(), ruled));
        if (playing == null) {
            serve(ctx);
        }
    }

    private void serve(ChannelHandlerContext ctx) {
        Waiting next = waiting.poll();
        if (next != null && !ctx.channel().isActive()) {
            desk.recorder.ended(next.request(), false, Outcome.CLIENT_CLOSED);
        } else if (next != null) {
            Player player = new Player(ctx.channel(), desk.answer(next.request(), next.body(), next.ruled()));
            playing = new Playing(next.request(), player);
            player.play(() -> done(ctx, next.request()));
        }
    }

    private void done(ChannelHandlerContext ctx, ReceivedRequest request) {
        playing = null;
        desk.recorder.ended(request, true, Outcome.ANSWERED);
        if ("close".equalsIgnoreCase(request.header("connection"))) {
            Player.end(ctx.channel(), Step.End.FIN);
        }
        serve(ctx);
    }
}
