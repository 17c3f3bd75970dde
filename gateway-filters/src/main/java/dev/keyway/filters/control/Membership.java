package dev.keyway.filters.control;

import dev.keyway.contract.control.Registered;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Membership of the gateway: its last registration with the admin service. */
public final class Membership {

    private volatile @Nullable Registered last;
    private volatile boolean current;

    /** The gateway has registered. */
    public void registered(Registered registered) {
        last = registered;
        current = true;
    }

    /** The gateway has to register again. */
    public void ended() {
        current = false;
    }

    /**
     * Whether the registration holds. Only then is the gateway the instance that runs with its credential: a sign of life from another
     * one would be taken for one of that instance.
     */
    public boolean isCurrent() {
        return current;
    }

    /** The response to the last registration in this process; empty before the first one. */
    public Optional<Registered> last() {
        return Optional.ofNullable(last);
    }
}
