package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;

/** What follows from a failed attempt. */
public record Verdict(Charge charge, NextStep next) {

    private static final Duration WORTH_WAITING_FOR = Duration.ofSeconds(10);

    /**
     * Whether the key that failed may serve this request again when no other can, so that it does not belong among the
     * {@code avoidedKeys} of the next demand: an overload was not its fault (its account belongs among the
     * {@code avoidedAccounts}), and a rate limit of under 10 s is worth waiting for (the pool knows how long).
     */
    public boolean keyMayServeAgain(Instant now) {
        return switch (charge) {
            case Charge.Provider provider -> true;
            case Charge.AccountForModel limit ->
                limit.reason() == FailureClass.RATE_SHORT && limit.until().isBefore(now.plus(WORTH_WAITING_FOR));
            case Charge.Nothing nothing -> false;
            case Charge.Suspect suspect -> next instanceof NextStep.SameKey;
            case Charge.Account account -> false;
            case Charge.Key key -> false;
            case Charge.KeyForModel limit -> false;
        };
    }
}
