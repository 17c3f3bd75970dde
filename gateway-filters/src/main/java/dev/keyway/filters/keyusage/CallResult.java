package dev.keyway.filters.keyusage;

import dev.keyway.catalogue.price.Cost;

/**
 * How a call ended.
 *
 * @param served whether it was answered in full
 * @param promptTokens all input
 * @param completionTokens all output
 * @param cost what it cost
 * @param estimated whether the tokens are our estimate
 */
public record CallResult(boolean served, long promptTokens, long completionTokens, Cost cost, boolean estimated) {

    /** Whether there is something to book. */
    boolean counts() {
        return served || promptTokens > 0 || completionTokens > 0;
    }
}
