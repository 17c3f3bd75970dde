package dev.keyway.filters.provider;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.ModelFacts;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one provider's models.
 *
 * @param provider the provider's id
 * @param list the price list of the snapshot
 */
record ProviderPrices(String provider, PriceCatalogue list) {

    /** Version of the price list for costs that the provider itself stated. */
    private static final String STATED = "stated-by-provider";

    /** Cost at the list price. Without a list price, the cost that the provider stated, or unpriced if {@code stated} is null. */
    Cost cost(String model, Usage usage, @Nullable NanoDollars stated, Instant at) {
        Cost listed = list.cost(provider, model, usage, at);
        return switch (listed) {
            case Cost.Priced priced -> priced;
            case Cost.Unpriced unknown -> stated == null ? unknown : new Cost.Priced(stated, STATED);
        };
    }

    /** The model's context window in tokens, 0 if it is not known. */
    long contextTokens(String model) {
        return list.facts(provider, model).map(ModelFacts::contextTokens).orElse(0L);
    }
}
