package dev.keyway.filters.failover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an answer was found to mean, and until when that holds if the provider's own limit says so. */
record Finding(FailureClass kind, @Nullable Instant until) {

    static Finding of(FailureClass kind) {
        return new Finding(kind, null);
    }
}
