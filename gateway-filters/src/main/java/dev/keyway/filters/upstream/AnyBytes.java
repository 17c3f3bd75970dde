package dev.keyway.filters.upstream;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Sound, an image, subtitles: not read but passed on. That such an answer is whole is told by its framing alone, and that it is an
 * answer by its having any byte at all.
 */
final class AnyBytes implements HeldBody.Check {

    private boolean isEmpty = true;

    @Override
    public void feed(ByteBuf bytes) {
        isEmpty &= !bytes.isReadable();
    }

    @Override
    public @Nullable Failure fault(Outlet held) {
        return isEmpty ? Failure.of(FailureClass.SERVER, "the provider's answer is empty") : null;
    }
}
