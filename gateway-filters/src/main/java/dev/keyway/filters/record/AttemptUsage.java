package dev.keyway.filters.record;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Usage of one attempt, and its cost.
 *
 * @param tokens the tokens used; zero where the provider does not bill
 * @param estimated whether any of it is our estimate
 * @param cost what it cost; null where nothing is billed
 * @param tier service tier of the response, by whose prices it cost that
 */
public record AttemptUsage(
        Usage tokens, boolean estimated, @Nullable Cost cost, PricedTier tier) {

    /** Usage of an attempt that the provider does not bill. */
    public static final AttemptUsage NONE = new AttemptUsage(Usage.ZERO, false, null);

    /** Usage in the standard tier. */
    public AttemptUsage(Usage tokens, boolean estimated, @Nullable Cost cost) {
        this(tokens, estimated, cost, PricedTier.STANDARD);
    }
}
