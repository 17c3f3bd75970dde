package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import java.util.function.Consumer;

/** A running cooldown. Times are milliseconds since the epoch. */
final class Cooldown extends Timed {

    final Coolable target;
    final FailureClass reason;
    final String detail;
    final long since;
    final long sinceTurn;
    final long until;
    private final Consumer<Cooldown> whenOver;

    Cooldown(Coolable target, Cause cause, long since, long sinceTurn, long until, Consumer<Cooldown> whenOver) {
        this.target = target;
        this.reason = cause.reason();
        this.detail = cause.detail();
        this.since = since;
        this.sinceTurn = sinceTurn;
        this.until = until;
        this.whenOver = whenOver;
    }

    /** Why something cools. */
    record Cause(FailureClass reason, String detail) {}

    /** After these only one call at a time may show whether all is well again. */
    boolean needsProof() {
        return reason == FailureClass.AUTH || reason == FailureClass.QUOTA_HARD;
    }

    /**
     * Whether the success of an attempt refutes it. One that began later does; one that began before says nothing about
     * a limit that was reached meanwhile.
     */
    boolean isRefutedBySuccessOf(long attemptTurn) {
        return attemptTurn > sinceTurn
                || switch (reason) {
                    case SERVER, CONNECTION, TIMEOUT, AUTH, PERMISSION -> true;
                    case OVERLOAD, RATE_SHORT, RATE_DAY, TOO_BIG, QUOTA_HARD, CONTEXT, FILTER, BAD_REQUEST -> false;
                };
    }

    PoolEvents.Cooldown event() {
        return new PoolEvents.Cooldown(
                target.keyId,
                target.account,
                target.model,
                reason,
                detail,
                Instant.ofEpochMilli(since),
                Instant.ofEpochMilli(until));
    }

    @Override
    void due() {
        whenOver.accept(this);
    }
}
