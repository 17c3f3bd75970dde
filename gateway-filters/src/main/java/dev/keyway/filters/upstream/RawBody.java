package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not read but passed on: sound, an image, subtitles. That it is whole is told by its framing alone,
 * and that it is an answer by its having any byte at all. What is held until it is whole can still be asked of another
 * key; a medium is meant to be used as it comes and is not held.
 */
final class RawBody implements BodyPhase {

    /** How much text is held: a transcript is read when all of it is there. */
    static final int TEXT_HOLD_BYTES = 1024 * 1024;

    private final Attempt attempt;
    private final int status;
    private final @Nullable String contentType;
    private final int holdBytes;
    private final Passage passage;
    private final Outlet outlet;
    private boolean committed;

    RawBody(Attempt attempt, int status, @Nullable String contentType, int holdBytes) {
        this.attempt = attempt;
        this.status = status;
        this.contentType = contentType == null ? "application/octet-stream" : contentType;
        this.holdBytes = holdBytes;
        this.passage = new Passage(attempt, this::release);
        this.outlet = passage.outlet();
    }

    @Override
    public void chunk(ByteBuf bytes) {
        passage.arrived();
        outlet.put(bytes);
        if (committed) {
            passage.readIfRoom();
        } else if (outlet.heldBytes() > holdBytes) {
            committed = true;
            passage.begin();
            attempt.answer(new Answer(status, contentType, -1, false, outlet));
        } else {
            passage.read();
        }
    }

    @Override
    public void complete() {
        if (committed) {
            attempt.end(new AnswerEnd.Complete());
            outlet.complete();
        } else if (outlet.heldBytes() == 0) {
            attempt.fail(Failure.of(FailureClass.SERVER, "the provider's answer is empty"));
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

    /** Bytes have no place for an error: the client learns of it by a connection that closes before the end. */
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
