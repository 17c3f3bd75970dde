package dev.keyway.catalogue.price;

import java.util.OptionalLong;

/**
 * What a model can hold.
 *
 * @param contextTokens the context window in tokens, 0 if not known
 * @param maxOutputTokens the longest output in tokens, 0 if not known
 */
public record ModelFacts(long contextTokens, long maxOutputTokens) {

    /** The context window in tokens, if known. */
    public OptionalLong contextWindow() {
        return contextTokens > 0 ? OptionalLong.of(contextTokens) : OptionalLong.empty();
    }

    /** The longest output in tokens, if known. */
    public OptionalLong maxOutput() {
        return maxOutputTokens > 0 ? OptionalLong.of(maxOutputTokens) : OptionalLong.empty();
    }
}
