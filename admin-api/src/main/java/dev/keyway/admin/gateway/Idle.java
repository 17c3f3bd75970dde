package dev.keyway.admin.gateway;

import java.time.Duration;

/** When a gateway that has enrolled counts as idle. */
enum Idle {
    /** It has signed off. */
    SIGNED_OFF(Duration.ZERO, Duration.ofDays(3650)),
    /** It has signed off and did not come back, or was not heard of for a day. */
    FOR_LONG(Duration.ofMinutes(10), Duration.ofDays(1));

    private final Duration afterSignOff;
    private final Duration silent;

    Idle(Duration afterSignOff, Duration silent) {
        this.afterSignOff = afterSignOff;
        this.silent = silent;
    }

    /** For how long it must have been signed off. */
    Duration afterSignOff() {
        return afterSignOff;
    }

    /** For how long it must not have been heard of, if it has not signed off. */
    Duration silent() {
        return silent;
    }
}
