package dev.keyway.catalogue.price;

import java.util.OptionalLong;

/**
 * What a model can hold, and whether it may be used without prices.
 *
 * @param contextTokens the context window in tokens, 0 if not known
 * @param maxOutputTokens the longest output in tokens, 0 if not known
 * @param unpricedAllowed whether it may be called under a hard budget although something of it has no price
 */
public record ModelFacts(long contextTokens, long maxOutputTokens, boolean unpricedAllowed) {

    /** Facts of a model that needs prices under a hard budget. */
    public ModelFacts(long contextTokens, long maxOutputTokens) {
        this(contextTokens, maxOutputTokens, false);
    }

    /** The context window in tokens, if known. */
    public OptionalLong contextWindow() {
        return contextTokens > 0 ? OptionalLong.of(contextTokens) : OptionalLong.empty();
    }

    /** The longest output in tokens, if known. */
    public OptionalLong maxOutput() {
        return maxOutputTokens > 0 ? OptionalLong.of(maxOutputTokens) : OptionalLong.empty();
    }
}
