package dev.keyway.filters.body;

import dev.keyway.filters.problem.GatewayException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * Brings a request's buffers into a {@link BodyStore} and answers once, with the body or a refusal. After a refusal the
 * rest is thrown away, up to twice the largest body; beyond that the input is cancelled. The lock is there because a
 * cancel may come from another thread while bytes are being copied.
 */
final class BodyCollector implements CoreSubscriber<DataBuffer> {

    private enum State {
        READING,
        DISCARDING,
        OVER
    }

    /**
     * Reactor's name for what receives an error that comes after a cancel, and otherwise logs it with its stack. A client that
     * resets its connection while it sends is such an error.
     */
    private static final Context IGNORES_LATE_ERRORS =
            Context.of("reactor.onErrorDropped.local", (Consumer<Throwable>) late -> {});

    private final MonoSink<RequestBody> sink;
    private final BodyStore store;
    private final BodyWatch watch;
    private State state = State.READING;
    private long firstSeen;
    private long windowBegan;
    private long received;
    private long receivedBefore;
    private long discarded;
    private @Nullable Subscription input;

    BodyCollector(MonoSink<RequestBody> sink, BodyStore store, BodyWatch watch) {
        this.sink = sink;
        this.store = store;
        this.watch = watch;
    }

    @Override
    public Context currentContext() {
        return IGNORES_LATE_ERRORS.putAll(sink.contextView());
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        boolean wanted;
        synchronized (this) {
            input = subscription;
            wanted = state != State.OVER;
            if (state == State.READING) {
                watch.began(this);
            }
        }
        if (wanted) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(DataBuffer content) {
        GatewayException refusal;
        try {
            refusal = take(content);
        } finally {
            DataBufferUtils.release(content);
        }
        if (refusal != null) {
            watch.over(this);
            sink.error(refusal);
        }
    }

    @Override
    public void onError(Throwable failure) {
        watch.over(this);
        if (end()) {
            sink.error(new ClientLeftException(failure));
        }
    }

    @Override
    public void onComplete() {
        watch.over(this);
        RequestBody body = null;
        GatewayException refusal = null;
        synchronized (this) {
            if (state == State.READING) {
                try {
                    body = store.finish();
                } catch (GatewayException e) {
                    store.free();
                    refusal = e;
                }
            }
            state = State.OVER;
        }
        if (body != null) {
            sink.success(body);
        } else if (refusal != null) {
            sink.error(refusal);
        }
    }

    /** Refuses the body, if there is a reason to, and throws away what comes. */
    void refuse(@Nullable GatewayException refusal) {
        if (refusal != null) {
            synchronized (this) {
                state = State.DISCARDING;
            }
            sink.error(refusal);
        }
    }

    /** Nobody waits for the body any more. */
    void cancel() {
        end();
        // Only now: the input may be subscribed to by another thread at this time, which has the watch look after this.
        watch.over(this);
        Subscription subscription;
        synchronized (this) {
            subscription = input;
        }
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /**
     * Refuses the body if it comes too slowly. Time counts from the first look.
     *
     * @return whether it is still coming
     */
    boolean look(long now, BodyPace pace) {
        GatewayException refusal;
        synchronized (this) {
            if (state != State.READING) {
                return false;
            }
            if (!isTooSlow(now, pace)) {
                return true;
            }
            refusal = discard(BodyWatch.tooSlow(pace));
        }
        sink.error(refusal);
        return false;
    }

    private boolean isTooSlow(long now, BodyPace pace) {
        if (firstSeen == 0) {
            firstSeen = now;
            windowBegan = now;
            receivedBefore = received;
        }
        if (now - firstSeen >= pace.timeout().toMillis()) {
            return true;
        }
        if (now - windowBegan < BodyPace.WINDOW.toMillis()) {
            return false;
        }
        boolean tooLittle = received - receivedBefore < pace.leastInWindow();
        windowBegan = now;
        receivedBefore = received;
        return tooLittle;
    }

    private synchronized @Nullable GatewayException take(DataBuffer content) {
        if (state == State.READING) {
            received += content.readableByteCount();
            try {
                store.add(content);
            } catch (GatewayException refusal) {
                return discard(refusal);
            } catch (OutOfMemoryError full) {
                return discard(BodyShare.overloaded());
            }
        } else if (state == State.DISCARDING) {
            discarded += content.readableByteCount();
            if (discarded > 2L * store.maxBody() && input != null) {
                state = State.OVER;
                input.cancel();
            }
        }
        return null;
    }

    private GatewayException discard(GatewayException refusal) {
        state = State.DISCARDING;
        store.free();
        return refusal;
    }

    /** Says whether an answer was still owed. */
    private synchronized boolean end() {
        boolean owed = state == State.READING;
        if (owed) {
            store.free();
        }
        state = State.OVER;
        return owed;
    }
}
