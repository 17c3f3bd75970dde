package dev.keyway.filters.record;

import dev.keyway.catalogue.usage.ServiceTiers;
import org.jspecify.annotations.Nullable;

/**
 * Service tier of an attempt, as the response named it.
 *
 * @param name {@code standard} if it named none
 * @param priceList the price list that prices the tier; null if it is the one with which the attempt began
 */
public record PricedTier(String name, @Nullable String priceList) {

    /** Tier of responses that name none. */
    public static final PricedTier STANDARD = new PricedTier(ServiceTiers.STANDARD, null);
}
