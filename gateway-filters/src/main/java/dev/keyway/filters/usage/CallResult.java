package dev.keyway.filters.usage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;

/**
 * Result of an attempt.
 *
 * @param served whether it was answered in full
 * @param promptTokens all input
 * @param completionTokens all output
 * @param cost what it cost
 * @param estimated whether the tokens are our estimate
 */
public record CallResult(boolean served, long promptTokens, long completionTokens, Cost cost, boolean estimated) {

    private static final Cost NOTHING = new Cost.Priced(NanoDollars.ZERO, "");

    static CallResult of(AttemptRecord attempt) {
        AttemptUsage usage = attempt.usage();
        return new CallResult(
                attempt.outcome() == Outcome.COMPLETED,
                usage.tokens().promptTokens(),
                usage.tokens().completionTokens(),
                usage.cost() == null ? NOTHING : usage.cost(),
                usage.estimated());
    }

    /** Whether there is something to count. */
    public boolean counts() {
        return served || promptTokens > 0 || completionTokens > 0;
    }
}
