package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * One JSON answer to a request for a stream: gathered, judged as any whole answer, and sent on as the stream it should
 * have been. What has no form as a stream, such as an embedding, goes on as it is.
 */
final class WholeAsStream implements BodyPhase {

    private static final Logger LOG = LoggerFactory.getLogger(WholeAsStream.class);

    private static final String JSON = "application/json";

    /** No answer of text is as long as this. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /** Making a stream of more would hold up the other requests of the event loop. */
    private static final int ON_LOOP_BYTES = 64 * 1024;

    private final UpstreamCall call;
    private final HeldBody.Check check;
    private final int status;
    private final Outlet gathered;

    WholeAsStream(UpstreamCall call, HeldBody.Check check, int status) {
        this.call = call;
        this.check = check;
        this.status = status;
        this.gathered = new Outlet(call.loop(), () -> {}, () -> {}, error -> {});
    }

    @Override
    public void chunk(ByteBuf bytes) {
        check.feed(bytes);
        gathered.put(bytes);
        if (gathered.heldBytes() > MOST_BYTES) {
            call.fail(Failure.of(FailureClass.SERVER, "the provider's answer is too long to be made a stream of"));
        } else {
            call.readMore();
        }
    }

    @Override
    public void complete() {
        Failure fault = check.fault(gathered);
        if (fault != null) {
            call.fail(fault);
            return;
        }
        ByteBuf all = gathered.takeAll();
        byte[] answer = ByteBufUtil.getBytes(all);
        all.release();
        if (answer.length <= ON_LOOP_BYTES) {
            sendOn(answer, restream(answer));
        } else {
            Disposable unused = Schedulers.boundedElastic().schedule(() -> {
                Optional<byte[]> events = restream(answer);
                call.loop().execute(() -> sendOn(answer, events));
            });
        }
    }

    /** The events of the response; empty if it has an unknown form, so that it goes on as it is. */
    private Optional<byte[]> restream(byte[] answer) {
        try {
            return call.extractor().restream(answer);
        } catch (RuntimeException unknown) {
            LOG.warn("A whole response cannot be made a stream of: {}", unknown.toString());
            return Optional.empty();
        }
    }

    private void sendOn(byte[] answer, Optional<byte[]> events) {
        if (call.isOver()) {
            return;
        }
        if (events.isPresent()) {
            StreamBody stream = new StreamBody(call, call.extractor().stream(), status, StreamBody.CONTENT_TYPE);
            send(stream, events.get());
        } else {
            send(new HeldBody(call, new AnyBytes(), status, JSON, MOST_BYTES), answer);
        }
    }

    @Override
    public void broken(String reason) {
        call.fail(Failure.of(FailureClass.CONNECTION, reason));
    }

    @Override
    public void late() {
        call.fail(Failure.of(FailureClass.TIMEOUT, "the provider's answer did not come in time"));
    }

    @Override
    public void release() {
        gathered.release();
    }

    private void send(BodyPhase as, byte[] bytes) {
        call.enter(as);
        new Replay(call, as, bytes).start();
    }
}
