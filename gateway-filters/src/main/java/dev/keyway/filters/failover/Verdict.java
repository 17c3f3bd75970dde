package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;

/** What follows from a failed attempt. */
public record Verdict(Penalty penalty, NextStep next) {

    private static final Duration WORTH_WAITING_FOR = Duration.ofSeconds(10);

    /**
     * Whether the key that failed may serve this request again when no other can, so that it does not belong among the
     * {@code avoidedKeys} of the next demand: an overload was not its fault (its account belongs among the
     * {@code avoidedAccounts}), and a rate limit of under 10 s is worth waiting for (the pool knows how long).
     */
    public boolean keyMayServeAgain(Instant now) {
        return switch (penalty) {
            case Penalty.Provider provider -> true;
            case Penalty.AccountForModel limit ->
                limit.reason() == FailureClass.RATE_SHORT && limit.until().isBefore(now.plus(WORTH_WAITING_FOR));
            case Penalty.Nothing nothing -> false;
            case Penalty.Suspect suspect -> next instanceof NextStep.SameKey;
            case Penalty.Account account -> false;
            case Penalty.Key key -> false;
            case Penalty.KeyForModel limit -> false;
        };
    }
}
