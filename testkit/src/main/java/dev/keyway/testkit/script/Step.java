package dev.keyway.testkit.script;

import io.netty.buffer.ByteBuf;
import java.time.Duration;

/** One thing the fake does on a connection, in turn. */
public sealed interface Step {

    /** Writes bytes and goes on once they have left. */
    record Send(ByteBuf bytes) implements Step {}

    /** Lets time pass. */
    record Pause(Duration duration) implements Step {}

    /** What becomes of the connection after the last step. */
    enum End implements Step {
        /** The next request may come. */
        KEEP_ALIVE,
        /** Closed in good order. */
        FIN,
        /** Reset: {@code SO_LINGER} 0. */
        RST,
        /** Left open and silent. */
        HANG
    }
}
