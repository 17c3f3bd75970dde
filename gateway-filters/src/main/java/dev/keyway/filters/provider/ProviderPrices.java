package dev.keyway.filters.provider;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.ModelFacts;
import dev.keyway.catalogue.price.ModelPrices;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prices of one provider's models.
 *
 * @param provider the provider's id
 * @param list the price list of the snapshot
 */
record ProviderPrices(String provider, PriceCatalogue list) {

    /** Cost at the list price. Without a list price, the cost that the provider stated, or unpriced if {@code stated} is null. */
    Cost cost(String model, Usage usage, String tier, @Nullable NanoDollars stated, Instant at) {
        Cost listed = list.cost(provider, model, usage, tier, at);
        return switch (listed) {
            case Cost.Priced priced -> priced;
            case Cost.Unpriced unknown -> stated == null ? unknown : new Cost.Priced(stated, Cost.STATED);
        };
    }

    /** The price list that prices a tier of a model at a moment; null if there is none. */
    @Nullable
    String priceList(String model, String tier, Instant at) {
        ModelPrices prices = list.prices(provider, model).orElse(null);
        return prices == null ? null : prices.list(tier, at).orElse(null);
    }

    /** The highest price of a million units of some meters; empty if none of them has a price. */
    Optional<NanoDollars> mostPerMillion(String model, Set<Meter> meters, Instant at) {
        return list.prices(provider, model).flatMap(prices -> prices.mostPerMillion(meters, at));
    }

    /** The model's longest output in tokens, 0 if it is not known. */
    long maxOutputTokens(String model) {
        return list.facts(provider, model).map(ModelFacts::maxOutputTokens).orElse(0L);
    }

    /** Whether the model may be called under a hard budget although something of it has no price. */
    boolean allowsUnpriced(String model) {
        return list.facts(provider, model).map(ModelFacts::unpricedAllowed).orElse(false);
    }

    /** The model's context window in tokens, 0 if it is not known. */
    long contextTokens(String model) {
        return list.facts(provider, model).map(ModelFacts::contextTokens).orElse(0L);
    }
}
