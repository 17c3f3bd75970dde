package dev.keyway.filters.control;

import dev.keyway.contract.control.Registered;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Membership of the gateway: its last registration with the admin service. */
public final class Membership {

    private volatile @Nullable Registered last;

    /** The gateway has registered. */
    public void registered(Registered registered) {
        last = registered;
    }

    /** The response to the last registration in this process; empty before the first one. */
    public Optional<Registered> last() {
        return Optional.ofNullable(last);
    }
}
