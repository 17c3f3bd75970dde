package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.stream.EmptyAnswer;
import dev.keyway.filters.stream.JsonAnswerScan;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** An answer is one whole JSON object that reports no error and says something. */
final class WholeJson implements HeldBody.Check {

    /** An answer that says nothing is short. */
    private static final int LONGEST_EMPTY = 16 * 1024;

    private final UpstreamCall call;
    private final JsonAnswerScan scan;

    WholeJson(UpstreamCall call, JsonAnswerScan scan) {
        this.call = call;
        this.scan = scan;
    }

    @Override
    public void feed(ByteBuf bytes) {
        scan.feed(bytes);
    }

    @Override
    public @Nullable Failure fault(Outlet held) {
        if (scan.hasError()) {
            return call.readError(held.heldData());
        }
        if (!scan.isComplete()) {
            return Failure.of(FailureClass.SERVER, "the provider's answer is not a whole JSON object");
        }
        if (held.heldBytes() <= LONGEST_EMPTY && EmptyAnswer.is(held.heldData())) {
            return Failure.of(FailureClass.SERVER, "the provider's answer is empty");
        }
        if (scan.usage().isEmpty()) {
            call.extractor().untold(held::allHeldData);
        }
        return null;
    }
}
