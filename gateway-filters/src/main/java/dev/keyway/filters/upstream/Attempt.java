package dev.keyway.filters.upstream;

import dev.keyway.catalogue.provider.AnswerForm;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One exchange with a provider, from connecting to the last byte. All of its state lives on the request's event loop;
 * signals from elsewhere are handed over to it. However it ends, its connection is given back or closed and its buffers
 * are released.
 */
public final class Attempt {

    /** How long an answer that is whole may take to end its exchange. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final AttemptPlan plan;
    private final AttemptListener listener;

    private @Nullable Disposable exchange;
    private @Nullable Connection connection;
    private @Nullable BodyReader reader;
    private @Nullable BodyPhase phase;
    private @Nullable Future<?> timer;
    private @Nullable HttpClientResponse response;
    private long startNanos;
    private boolean over;

    /** Prepares an exchange; {@link #start} begins it. */
    public Attempt(EventLoop loop, AttemptPlan plan, AttemptListener listener) {
        this.loop = loop;
        this.plan = plan;
        this.listener = listener;
    }

    /** Connects and sends. Must be called on the event loop. */
    public void start(HttpClient client) {
        startNanos = System.nanoTime();
        armTimer(plan.limits().headers());
        UpstreamRequest request = plan.request();
        exchange = client.headers(
                        headers -> headers.set(request.headers()).set(HttpHeaderNames.CONTENT_LENGTH, request.length()))
                .request(HttpMethod.POST)
                .uri(request.uri())
                .send((ignored, out) -> out.send(Mono.fromSupplier(request.payload())))
                .responseConnection((head, link) -> {
                    if (!Loops.run(loop, () -> receive(head, link))) {
                        link.dispose();
                    }
                    return Mono.<Void>empty();
                })
                .subscribe(none -> {}, error -> Loops.run(loop, () -> broken(ConnectionTrouble.describe(error))));
    }

    /** Ends the exchange at once, wherever it is: closes the connection and releases all buffers. Any thread. */
    public void cancel() {
        Loops.run(loop, this::close);
    }

    /** What the body told of token usage and content. */
    public AnswerMeter meter() {
        return plan.meter();
    }

    private void receive(HttpClientResponse head, Connection link) {
        if (over) {
            link.dispose();
            return;
        }
        response = head;
        connection = link;
        listener.heard(head.status().code(), head.responseHeaders());
        phase = phaseFor(head);
        reader = new BodyReader();
        link.inbound().receive().subscribe(reader);
    }

    private BodyPhase phaseFor(HttpClientResponse head) {
        int status = head.status().code();
        String encoding = head.responseHeaders().get(HttpHeaderNames.CONTENT_ENCODING);
        String type = head.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE);
        if (status < 200 || status >= 300) {
            armTimer(plan.limits().hold());
            return new ErrorBody(this, status);
        }
        if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            return new UnreadableBody(this, "the provider sent compressed bytes though none were asked for");
        }
        armTimer(leftForContent());
        if (plan.request().stream() && type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17)) {
            return new StreamBody(this, plan.meter().stream(), status, type);
        }
        if (plan.form().passes(type == null ? "" : type)) {
            return new RawBody(this, status, type, plan.form() == AnswerForm.MEDIUM ? 0 : RawBody.TEXT_HOLD_BYTES);
        }
        return new PlainBody(this, plan.meter().plain(), status, type);
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
        if (reader != null) {
            reader.request(1);
        }
    }

    /** A further moment at which {@link BodyPhase#late} is called instead of any set before. */
    void armTimer(Duration after) {
        disarm();
        timer = loop.schedule(this::late, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    void refusedBy(int status, byte[] body) {
        HttpClientResponse head = java.util.Objects.requireNonNull(response);
        fail(plan.recogniser().recognise(status, name -> head.responseHeaders().get(name), body));
    }

    Failure readError(byte[] data) {
        return plan.recogniser().recogniseStreamError(data);
    }

    void fail(Failure failure) {
        if (!over) {
            close();
            listener.failed(failure);
        }
    }

    void answer(Answer answer) {
        listener.answered(answer);
    }

    /** Tells the end, once, and stops all that is still running. */
    byte[] end(AnswerEnd end) {
        if (over) {
            return new byte[0];
        }
        over = true;
        disarm();
        if (end instanceof AnswerEnd.Complete) {
            drain();
        } else {
            disconnect();
        }
        return listener.ended(end);
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

    private void broken(String reason) {
        if (over) {
            return;
        }
        if (phase == null) {
            fail(Failure.of(FailureClass.CONNECTION, reason));
        } else {
            connection = null;
            phase.broken(reason);
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
        if (connection != null && reader != null) {
            timer = loop.schedule(this::disconnect, DRAIN.toNanos(), TimeUnit.NANOSECONDS);
            reader.requestUnbounded();
        }
    }

    private void disconnect() {
        if (exchange != null) {
            exchange.dispose();
        }
        if (connection != null) {
            connection.dispose();
            connection = null;
        }
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Takes the body chunk by chunk, each only when the phase asks for it. */
    private final class BodyReader extends BaseSubscriber<ByteBuf> {

        @Override
        protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(ByteBuf bytes) {
            ByteBuf owned = bytes.retain();
            if (!Loops.run(loop, () -> chunk(owned))) {
                owned.release();
            }
        }

        @Override
        protected void hookOnComplete() {
            Loops.run(loop, () -> {
                connection = null;
                if (over) {
                    disarm();
                } else if (phase != null) {
                    phase.complete();
                }
            });
        }

        @Override
        protected void hookOnError(Throwable error) {
            Loops.run(loop, () -> broken(ConnectionTrouble.describe(error)));
        }

        private void chunk(ByteBuf owned) {
            if (over || phase == null) {
                owned.release();
            } else {
                listener.received(owned);
                phase.chunk(owned);
            }
        }
    }
}
