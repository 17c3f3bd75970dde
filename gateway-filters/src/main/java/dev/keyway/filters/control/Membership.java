package dev.keyway.filters.control;

import dev.keyway.contract.control.Registered;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Membership of the gateway: its last registration with the admin service. */
public final class Membership {

    private volatile @Nullable Registered last;
    private volatile boolean current;
    private volatile boolean signedOff;

    /** The gateway has registered. */
    public void registered(Registered registered) {
        last = registered;
        signedOff = false;
        current = true;
    }

    /** The gateway has to register again. */
    public void ended() {
        current = false;
    }

    /** The gateway has signed off, or may have: other gateways are granted what it does not use. */
    public void signedOff() {
        current = false;
        signedOff = true;
    }

    /** The admin service was not reached: the gateway has not signed off. */
    public void notSignedOff() {
        signedOff = false;
    }

    /** Whether the gateway has signed off, or may have. */
    public boolean isSignedOff() {
        return signedOff;
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
