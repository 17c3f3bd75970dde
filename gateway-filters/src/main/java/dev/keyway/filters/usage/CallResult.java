package dev.keyway.filters.usage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;

/**
 * Result of an attempt.
 *
 * @param served whether it was answered in full
 * @param interrupted whether the gateway ended before it
 * @param promptTokens all input
 * @param completionTokens all output
 * @param cost what it cost
 * @param estimated whether the tokens are our estimate
 */
public record CallResult(
        boolean served, boolean interrupted, long promptTokens, long completionTokens, Cost cost, boolean estimated) {

    private static final Cost NOTHING = new Cost.Priced(NanoDollars.ZERO, "");

    /** Result of an attempt of a process that has ended in the meantime, of which no more is known. */
    public static final CallResult INTERRUPTED = new CallResult(false, true, 0, 0, NOTHING, true);

    /** Result of an attempt that the process has seen to its end. */
    CallResult(boolean served, long promptTokens, long completionTokens, Cost cost, boolean estimated) {
        this(served, false, promptTokens, completionTokens, cost, estimated);
    }

    /** Result that a record tells. */
    public static CallResult of(UsageRecord.AttemptClose close) {
        AttemptUsage usage = close.usage();
        return new CallResult(
                close.outcome() == Outcome.COMPLETED,
                close.outcome() == Outcome.INTERRUPTED,
                usage.tokens().promptTokens(),
                usage.tokens().completionTokens(),
                usage.cost() == null ? NOTHING : usage.cost(),
                usage.estimated());
    }

    /** Whether there is something to count. */
    public boolean counts() {
        return served || interrupted || promptTokens > 0 || completionTokens > 0;
    }
}
