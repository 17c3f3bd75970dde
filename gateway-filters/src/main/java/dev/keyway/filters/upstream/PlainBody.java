package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.stream.JsonAnswerScan;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not streamed. Up to {@value #HOLD_BYTES} bytes are held until the answer is whole, so that a
 * truncated one can still be asked of another key; a larger one is passed on as it comes.
 */
final class PlainBody implements BodyPhase {

    static final int HOLD_BYTES = 1024 * 1024;

    private final Attempt attempt;
    private final JsonAnswerScan scan;
    private final int status;
    private final @Nullable String contentType;
    private final Passage passage;
    private final Outlet outlet;
    private boolean committed;

    PlainBody(Attempt attempt, JsonAnswerScan scan, int status, @Nullable String contentType) {
        this.attempt = attempt;
        this.scan = scan;
        this.status = status;
        this.contentType = contentType;
        this.passage = new Passage(attempt, this::release);
        this.outlet = passage.outlet();
    }

    @Override
    public void chunk(ByteBuf bytes) {
        passage.arrived();
        scan.feed(bytes);
        outlet.put(bytes);
        if (committed) {
            passage.readIfRoom();
        } else if (outlet.heldBytes() > HOLD_BYTES) {
            committed = true;
            passage.begin();
            attempt.answer(new Answer(status, contentType, -1, false, outlet));
        } else {
            passage.read();
        }
    }

    @Override
    public void complete() {
        if (scan.hasError()) {
            brokenBy(attempt.readError(outlet.heldData()));
        } else if (!scan.isComplete()) {
            brokenBy(Failure.of(FailureClass.SERVER, "the provider's answer is not a whole JSON object"));
        } else if (committed) {
            attempt.end(new AnswerEnd.Complete());
            outlet.complete();
        } else {
            int length = outlet.heldBytes();
            outlet.complete();
            attempt.end(new AnswerEnd.Complete());
            attempt.answer(new Answer(status, contentType, length, false, outlet));
        }
    }

    @Override
    public void broken(String reason) {
        brokenBy(Failure.of(FailureClass.CONNECTION, reason));
    }

    @Override
    public void late() {
        if (committed) {
            passage.late(this::stalled);
        } else {
            stalled();
        }
    }

    @Override
    public void release() {
        outlet.release();
    }

    private void brokenBy(Failure failure) {
        if (committed) {
            attempt.end(new AnswerEnd.Broken(failure));
            outlet.abort(new IOException(failure.message()));
        } else {
            attempt.fail(failure);
        }
    }

    private void stalled() {
        brokenBy(Failure.of(FailureClass.TIMEOUT, "the provider's answer did not come in time"));
    }
}
