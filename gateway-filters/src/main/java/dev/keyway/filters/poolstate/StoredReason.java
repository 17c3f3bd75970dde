package dev.keyway.filters.poolstate;

import dev.keyway.filters.failover.FailureClass;
import java.util.Arrays;

/** Reason of a stored cooldown. One that only a later release knows still cools, as a failure of the provider. */
final class StoredReason {

    private StoredReason() {}

    static FailureClass of(String name) {
        return Arrays.stream(FailureClass.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(FailureClass.SERVER);
    }
}
