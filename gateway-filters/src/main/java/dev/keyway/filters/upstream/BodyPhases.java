package dev.keyway.filters.upstream;

import dev.keyway.catalogue.provider.AnswerForm;
import io.netty.buffer.ByteBuf;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which phase the body of a good answer needs, by what was asked for, its content type and its first bytes. */
final class BodyPhases {

    /** How much of an answer that is not streamed is held until it is whole; a medium is meant to be used as it comes. */
    private static final int HOLD_BYTES = 1024 * 1024;

    private final UpstreamCall call;
    private final AttemptPlan plan;
    private final int status;
    private final @Nullable String type;

    BodyPhases(UpstreamCall call, AttemptPlan plan, int status, @Nullable String type) {
        this.call = call;
        this.plan = plan;
        this.status = status;
        this.type = type;
    }

    BodyPhase first() {
        return plan.stream() ? new UndecidedBody(call, look(), this::streamed) : whole();
    }

    private Function<ByteBuf, BodyStart> look() {
        if (isEventStream()) {
            return BodyStart::ofEventStream;
        }
        return passes() ? BodyStart::ofTextOrMedium : BodyStart::ofUnknown;
    }

    private BodyPhase streamed(BodyStart start) {
        if (start == BodyStart.EVENTS || (start == BodyStart.OTHER && isEventStream())) {
            String known = type == null || !isEventStream() ? StreamBody.CONTENT_TYPE : type;
            return new StreamBody(call, plan.extractor().stream(), status, known);
        }
        if (start == BodyStart.JSON && plan.extractor().canRestream()) {
            return new WholeAsStream(call, json(), status);
        }
        return start == BodyStart.JSON && isEventStream()
                ? new HeldBody(call, json(), status, "application/json", HOLD_BYTES)
                : whole();
    }

    private BodyPhase whole() {
        if (passes()) {
            String known = type == null ? "application/octet-stream" : type;
            int held = plan.form() == AnswerForm.MEDIUM ? 0 : HOLD_BYTES;
            return new HeldBody(call, new AnyBytes(), status, known, held);
        }
        return new HeldBody(call, json(), status, type, HOLD_BYTES);
    }

    private HeldBody.Check json() {
        return new WholeJson(call, plan.extractor().plain());
    }

    private boolean passes() {
        return plan.form().passes(type == null ? "" : type);
    }

    private boolean isEventStream() {
        return type != null
                && type.regionMatches(true, 0, StreamBody.CONTENT_TYPE, 0, StreamBody.CONTENT_TYPE.length());
    }
}
