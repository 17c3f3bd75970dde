package dev.keyway.filters.downstream;

import dev.keyway.filters.dialect.OpenAiDialect;
import dev.keyway.filters.dialect.RenderedError;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.Supplier;

/**
 * Gives a body to what the server refuses by itself, before any filter sees it: a target that cannot be read, a head that is
 * too long, invalid chunks. Answers of the gateway's own have their bodies already and pass.
 */
@ChannelHandler.Sharable
public final class BareRefusals extends ChannelOutboundHandlerAdapter {

    private static final String ORIGIN = "x-keyway-origin";
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OF_THE_SERVERS = 500;

    private final Supplier<String> requestIds;
    private final OpenAiDialect dialect = new OpenAiDialect();

    /** @param requestIds makes an id for each refusal */
    public BareRefusals(Supplier<String> requestIds) {
        this.requestIds = requestIds;
    }

    /** Looks at all answers of a connection from now on. */
    public void attachTo(Channel channel) {
        ChannelHandlerContext codec = channel.pipeline().context(HttpServerCodec.class);
        if (codec != null) {
            channel.pipeline().addAfter(codec.name(), BareRefusals.class.getName(), this);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse answer && isBare(answer)) {
            FullHttpResponse explained = explained(answer);
            answer.release();
            ChannelFuture unused = context.write(explained, promise);
        } else {
            ChannelFuture unused = context.write(message, promise);
        }
    }

    private static boolean isBare(FullHttpResponse answer) {
        return answer.status().code() >= FIRST_ERROR
                && !answer.content().isReadable()
                && !answer.headers().contains(ORIGIN)
                && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private FullHttpResponse explained(FullHttpResponse bare) {
        RenderedError error = dialect.render(error(bare.status().code()), requestIds.get());
        FullHttpResponse answer = new DefaultFullHttpResponse(
                bare.protocolVersion(), bare.status(), Unpooled.wrappedBuffer(error.body()));
        answer.headers().set(bare.headers());
        error.headers().forEach(answer.headers()::set);
        answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, error.body().length);
        return answer;
    }

    private static GatewayError error(int status) {
        ErrorCode code = status < FIRST_OF_THE_SERVERS ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        return new GatewayError(
                status, code.type(), code.code(), message(status), null, GatewayError.Origin.GATEWAY, null, null);
    }

    private static String message(int status) {
        return switch (status) {
            case 413 -> "The request is too large for the server to read.";
            case 414 -> "The request's target is too long.";
            case 431 -> "The request's headers are too long.";
            case 400 -> "The request is not valid HTTP: its target, its headers or its chunks cannot be read.";
            default -> "The server refused the request before it was read.";
        };
    }
}
