package dev.keyway.bench.failover;

import dev.keyway.bench.failover.Setup.LimitHeaders;
import dev.keyway.bench.rig.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What the gateway must reach: everything while the pool can serve it, the pool's capacity beyond. */
final class Requirements {

    static final double SHARE_OF_CAPACITY = 97;

    /** Where the provider says nothing of its limits, a 429 is how the gateway learns of them. */
    private static final double WASTED_PERCENT_UNTOLD = 10;

    private static final double WASTED_PERCENT = 2;
    private static final double WASTED_PERCENT_BEYOND = 5;

    private final Capacity capacity;
    private final LimitHeaders headers;

    Requirements(Setup setup) {
        this.capacity = setup.pool();
        this.headers = setup.limitHeaders();
    }

    /** The verdicts on one run. */
    List<Verdict> on(Score score) {
        if (score.contender() != Contender.KEYWAY) {
            return List.of();
        }
        String at = "Keyway at " + score.times() + " ×, ";
        return score.offered() <= capacity.answers() ? within(at, score) : beyond(at, score);
    }

    private List<Verdict> within(String at, Score score) {
        return List.of(
                Verdict.exactly(at + "errors that clients see", 0, score.clientErrors()),
                Verdict.exactly(at + "requests served", score.offered(), score.served()),
                Verdict.atMost(
                        at + "wasted upstream calls in %",
                        headers == LimitHeaders.PRESENT ? WASTED_PERCENT : WASTED_PERCENT_UNTOLD,
                        score.wastedPercent()));
    }

    private List<Verdict> beyond(String at, Score score) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(Verdict.atLeast(
                at + "served while load was offered, in % of the pool's " + Math.round(capacity.answers()),
                SHARE_OF_CAPACITY,
                100 * score.servedInTime() / capacity.answers()));
        verdicts.add(Verdict.exactly(
                at + "other answers that are the gateway's 429 with Retry-After",
                score.clientErrors(),
                score.truthfulRefusals()));
        verdicts.add(Verdict.exactly(
                at + "401s of a pool key that a client sees", 0, score.errors().getOrDefault("401", 0L)));
        if (headers == LimitHeaders.PRESENT) {
            verdicts.add(
                    Verdict.atMost(at + "wasted upstream calls in %", WASTED_PERCENT_BEYOND, score.wastedPercent()));
        }
        return verdicts;
    }
}
