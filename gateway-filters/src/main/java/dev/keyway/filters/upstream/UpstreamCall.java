package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.metering.UsageExtractor;
import dev.keyway.filters.upstream.transport.Exchange;
import dev.keyway.filters.upstream.transport.ExchangeListener;
import dev.keyway.filters.upstream.transport.Loops;
import dev.keyway.filters.upstream.transport.UpstreamClient;
import dev.keyway.filters.upstream.transport.UpstreamRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Upstream call: one exchange with a provider, from connecting to the last byte. All of its state lives on the request's event loop;
 * signals from elsewhere are handed over to it. However it ends, its connection is given back or closed and its buffers
 * are released.
 */
public final class UpstreamCall {

    private static final int OK = 200;

    /** How long an answer that is whole may take to end its exchange. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final AttemptPlan plan;
    private final AttemptListener listener;

    private @Nullable Exchange exchange;
    private @Nullable Exchange received;
    private @Nullable BodyPhase phase;
    private @Nullable Future<?> timer;
    private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;
    private Stage stage = Stage.UNSENT;
    private long startNanos;
    private boolean over;

    /** Prepares an exchange; {@link #start} begins it. */
    public UpstreamCall(EventLoop loop, AttemptPlan plan, AttemptListener listener) {
        this.loop = loop;
        this.plan = plan;
        this.listener = listener;
    }

    /** Connects and sends. Must be called on the event loop. */
    public void start(UpstreamClient client, UpstreamRequest request) {
        startNanos = System.nanoTime();
        armTimer(plan.limits().headers());
        Exchange started = client.send(loop, request, new Progress());
        if (!over) {
            exchange = started;
        }
    }

    /** Ends the exchange at once, wherever it is: closes the connection and releases all buffers. Any thread. */
    public void cancel() {
        Loops.run(loop, this::close);
    }

    /** What the body reports of token usage and content. */
    public UsageExtractor extractor() {
        return plan.extractor();
    }

    /** How far it has come. */
    public Stage stage() {
        return stage;
    }

    private BodyPhase phaseFor(int status) {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (stage == Stage.REFUSED) {
            armTimer(plan.limits().hold());
            return new ErrorBody(this, status);
        }
        if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            return new UnreadableBody(this, "the provider sent compressed bytes though none were asked for");
        }
        armTimer(leftForContent());
        return new BodyPhases(this, plan, status, type).first();
    }

    // What the phases call.

    EventLoop loop() {
        return loop;
    }

    AttemptLimits limits() {
        return plan.limits();
    }

    /** How much of the time for the first content is left; zero or less once it is used up. */
    Duration leftForContent() {
        return plan.limits().content().minusNanos(System.nanoTime() - startNanos);
    }

    void readMore() {
        if (exchange != null) {
            exchange.readMore();
        }
    }

    /** A further moment at which {@link BodyPhase#late} is called instead of any set before. */
    void armTimer(Duration after) {
        disarm();
        timer = loop.schedule(this::late, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** An answer that refuses is sound. */
    void refusedBy(int status, byte[] body) {
        received = null;
        fail(plan.recogniser().recognise(status, name -> headers.get(name), body));
    }

    /** The error that a good status hides. */
    Failure readError(byte[] data) {
        return plan.recogniser().recognise(OK, name -> headers.get(name), data);
    }

    /** Goes on with another phase. */
    BodyPhase enter(BodyPhase next) {
        phase = next;
        return next;
    }

    /** What comes next comes from here, not from the provider's connection. */
    void receiveFrom(Exchange source) {
        exchange = source;
    }

    /** Nothing more will come. */
    void receivedAll() {
        exchange = null;
    }

    boolean isOver() {
        return over;
    }

    void fail(Failure failure) {
        if (!over) {
            distrust();
            close();
            listener.onFailed(failure);
        }
    }

    void respond(Response response) {
        // They are there to judge a refusal by; a stream would hold them for minutes.
        headers = EmptyHttpHeaders.INSTANCE;
        listener.onResponse(response);
    }

    /** A response that is all here: ends before anything of it is passed on. */
    void respondWhole(Response response) {
        respond(response);
        byte[] unused = end(new ResponseEnd.Complete());
    }

    /** Reports the end of the response, once, and stops all that is still running. */
    byte[] end(ResponseEnd end) {
        if (over) {
            return new byte[0];
        }
        over = true;
        disarm();
        if (end instanceof ResponseEnd.Complete) {
            drain();
        } else {
            distrust();
            disconnect();
        }
        return listener.onEnded(end);
    }

    private void late() {
        if (over) {
            return;
        }
        if (phase == null) {
            fail(Failure.of(FailureClass.TIMEOUT, "the provider did not answer in time"));
        } else {
            phase.late();
        }
    }

    private void close() {
        if (!over) {
            over = true;
            disarm();
            disconnect();
        }
        if (phase != null) {
            phase.release();
        }
    }

    /** The answer is whole but the exchange may not be: its last frame is awaited so that the connection can be reused. */
    private void drain() {
        if (exchange != null) {
            timer = loop.schedule(this::disconnect, DRAIN.toNanos(), TimeUnit.NANOSECONDS);
            exchange.drain();
        }
    }

    private void distrust() {
        if (received != null) {
            received.distrust();
            received = null;
        }
    }

    private void disconnect() {
        if (exchange != null) {
            exchange.abort();
            exchange = null;
        }
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Leads what comes over the connection to the phase that the exchange is in. */
    private final class Progress implements ExchangeListener {

        @Override
        public void sent() {
            if (stage == Stage.UNSENT) {
                stage = Stage.SENT;
            }
        }

        @Override
        public void unread() {
            if (stage == Stage.SENT) {
                stage = Stage.UNSENT;
            }
        }

        @Override
        public void head(int status, HttpHeaders received) {
            if (!over) {
                stage = status >= 200 && status < 300 ? Stage.RESPONDING : Stage.REFUSED;
                headers = received;
                listener.onHead(status, received);
                phase = phaseFor(status);
                readMore();
            }
        }

        @Override
        public void chunk(ByteBuf bytes) {
            if (over || phase == null) {
                bytes.release();
            } else {
                listener.onChunk(bytes);
                phase.chunk(bytes);
            }
        }

        @Override
        public void complete() {
            received = exchange;
            exchange = null;
            if (over) {
                disarm();
            } else if (phase != null) {
                phase.complete();
            }
            received = null;
        }

        @Override
        public void broken(String reason) {
            exchange = null;
            if (over) {
                disarm();
            } else if (phase == null) {
                fail(Failure.of(FailureClass.CONNECTION, reason));
            } else {
                phase.broken(reason);
            }
        }
    }
}
