package dev.keyway.admin.audit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The furthest place of the chain that this process has seen. It is in memory alone, so that who can write to the
 * database cannot change it: a tail that was cut since is noticed without a head that was stored elsewhere.
 */
final class HighestHead {

    private final AtomicReference<@Nullable AuditPlace> highest = new AtomicReference<>();

    /** Notes a place that is committed. */
    void saw(AuditPlace place) {
        AuditPlace unused = highest.accumulateAndGet(
                place,
                (known, seen) -> known != null && seen != null && known.sequence() >= seen.sequence() ? known : seen);
    }

    /** Empty if this process has seen none yet. */
    Optional<AuditPlace> get() {
        return Optional.ofNullable(highest.get());
    }
}
