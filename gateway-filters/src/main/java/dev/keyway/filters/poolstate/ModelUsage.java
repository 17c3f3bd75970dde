package dev.keyway.filters.poolstate;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.filters.usage.CallResult;

/**
 * Usage of one key for one model.
 *
 * @param callCount calls that are over, however they ended
 * @param successCount calls answered in full
 * @param promptTokens all input
 * @param completionTokens all output
 * @param costNanos the cost of calls with a known price, in 10⁻⁹ dollars
 * @param unpricedCount calls whose price is not known
 * @param estimatedCount calls whose tokens are an estimate, or not known
 * @param interruptedCount calls that the end of the process cut off
 */
record ModelUsage(
        long callCount,
        long successCount,
        long promptTokens,
        long completionTokens,
        long costNanos,
        long unpricedCount,
        long estimatedCount,
        long interruptedCount) {

    static final ModelUsage NONE = new ModelUsage(0, 0, 0, 0, 0, 0, 0, 0);

    ModelUsage plus(CallResult result) {
        long nanos = switch (result.cost()) {
            case Cost.Priced priced -> priced.amount().nanos();
            case Cost.Unpriced unpriced -> unpriced.amount().nanos();
        };
        return new ModelUsage(
                callCount + 1,
                successCount + (result.served() ? 1 : 0),
                promptTokens + result.promptTokens(),
                completionTokens + result.completionTokens(),
                Math.addExact(costNanos, nanos),
                unpricedCount + (result.cost() instanceof Cost.Unpriced ? 1 : 0),
                estimatedCount + (result.estimated() ? 1 : 0),
                interruptedCount + (result.interrupted() ? 1 : 0));
    }
}
