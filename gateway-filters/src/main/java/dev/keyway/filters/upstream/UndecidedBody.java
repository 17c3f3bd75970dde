package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for a stream, until its first bytes show what it is. Providers and what stands in front of
 * them send good streams under any content type, and bare JSON as an event stream.
 */
final class UndecidedBody implements BodyPhase {

    private final UpstreamCall call;
    private final Function<ByteBuf, BodyStart> look;
    private final Function<BodyStart, BodyPhase> next;
    private @Nullable ByteBuf held;

    /**
     * Creates the phase.
     *
     * @param look says what the bytes so far show
     * @param next makes the phase for what they show
     */
    UndecidedBody(UpstreamCall call, Function<ByteBuf, BodyStart> look, Function<BodyStart, BodyPhase> next) {
        this.call = call;
        this.look = look;
        this.next = next;
    }

    @Override
    public void chunk(ByteBuf bytes) {
        ByteBuf all = held == null ? bytes : Unpooled.wrappedBuffer(held, bytes);
        held = null;
        BodyStart start = look.apply(all);
        if (start == BodyStart.OPEN) {
            held = all;
            call.readMore();
        } else {
            call.enter(next.apply(start)).chunk(all);
        }
    }

    @Override
    public void complete() {
        decide().complete();
    }

    @Override
    public void broken(String reason) {
        decide().broken(reason);
    }

    @Override
    public void late() {
        call.fail(Failure.of(FailureClass.TIMEOUT, "the provider began no answer in time"));
    }

    @Override
    public void release() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    /** Nothing more will come. */
    private BodyPhase decide() {
        BodyPhase phase = call.enter(next.apply(BodyStart.OTHER));
        if (held != null) {
            phase.chunk(held);
            held = null;
        }
        return phase;
    }
}
