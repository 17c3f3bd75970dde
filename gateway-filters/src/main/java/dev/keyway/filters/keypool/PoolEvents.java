package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Listener to a pool's changes of state, in their order, called while the pool holds its lock: must return at once and must not
 * call the pool.
 */
public interface PoolEvents {

    /** Hears nothing. */
    PoolEvents NONE = new PoolEvents() {};

    /** A cooldown began or was made longer. */
    default void cooldownStarted(Cooldown cooldown) {}

    /** A cooldown ended: its time was over, a call succeeded, or it was cleared. */
    default void cooldownEnded(Cooldown cooldown) {}

    /** The provider fails for this model whichever key asks; no call is made before {@code until}. */
    default void breakerOpened(String model, Instant until) {}

    /** The provider answers again for this model. */
    default void breakerClosed(String model) {}

    /**
     * Who cools, for what and how long. Either the key or the account is named.
     *
     * @param keyId the key that cools, or null if its whole account does
     * @param account the account of the key, or the one that cools
     * @param model the model it cools for, or null for all
     * @param reason what began it
     * @param detail more about it, for people; may be empty; never holds a secret
     * @param since when it began
     * @param until when it ends
     */
    record Cooldown(
            @Nullable String keyId,
            String account,
            @Nullable String model,
            FailureClass reason,
            String detail,
            Instant since,
            Instant until) {}
}
