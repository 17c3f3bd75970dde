package dev.keyway.filters.keypool.cooldown;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.timing.Timed;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cooldown that runs. Times are milliseconds since the epoch. */
public final class Cooldown extends Timed {

    private final CooldownScope scope;
    private final Cause cause;
    private final long since;
    private final long sinceTurn;
    private final long until;
    private final Consumer<Cooldown> whenOver;

    /**
     * Creates a cooldown; it runs once its scope has begun it and a timer is set.
     *
     * @param sinceTurn turn of the pool in which it began
     */
    public Cooldown(
            CooldownScope scope, Cause cause, long since, long sinceTurn, long until, Consumer<Cooldown> whenOver) {
        this.scope = scope;
        this.cause = cause;
        this.since = since;
        this.sinceTurn = sinceTurn;
        this.until = until;
        this.whenOver = whenOver;
    }

    /** Cause of a cooldown. */
    public record Cause(FailureClass reason, String detail) {}

    public CooldownScope scope() {
        return scope;
    }

    public FailureClass reason() {
        return cause.reason();
    }

    public String detail() {
        return cause.detail();
    }

    public long since() {
        return since;
    }

    public long until() {
        return until;
    }

    /** After these only one call at a time may show whether all is well again. */
    public boolean needsProof() {
        return reason() == FailureClass.AUTH || reason() == FailureClass.QUOTA_HARD;
    }

    /**
     * Whether the success of an attempt refutes it. One that began later does; one that began before says nothing about
     * a limit that was reached meanwhile.
     */
    public boolean isRefutedBySuccessOf(long attemptTurn) {
        return attemptTurn > sinceTurn
                || switch (reason()) {
                    case SERVER, CONNECTION, TIMEOUT, AUTH, PERMISSION -> true;
                    case OVERLOAD, RATE_SHORT, RATE_DAY, TOO_BIG, QUOTA_HARD, CONTEXT, FILTER, BAD_REQUEST -> false;
                };
    }

    /** The one of two cooldowns that ends later; null only if both are. */
    public static @Nullable Cooldown later(@Nullable Cooldown one, @Nullable Cooldown other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.until > one.until ? other : one;
    }

    /** The event that reports it. */
    public PoolEvents.Cooldown event() {
        return new PoolEvents.Cooldown(
                scope.keyId(),
                scope.account(),
                scope.model(),
                reason(),
                detail(),
                Instant.ofEpochMilli(since),
                Instant.ofEpochMilli(until));
    }

    @Override
    protected void due() {
        whenOver.accept(this);
    }
}
