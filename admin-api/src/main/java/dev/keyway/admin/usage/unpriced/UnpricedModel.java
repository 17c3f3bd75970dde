package dev.keyway.admin.usage.unpriced;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Model that was used without a price.
 *
 * @param provider the provider's slug
 * @param modelId null if it is not a model of the provider any more
 * @param model the provider's own name of the model
 * @param tier the service tier that the provider named
 * @param attempts upstream calls whose cost lacks something
 * @param units what has no price, by meter
 * @param firstAt when the first of the calls began
 * @param lastAt when the last of the calls began
 * @param priceList a price of the list that is in effect now, by which it can be priced if the list has prices of these meters; null
 *     without a list
 */
record UnpricedModel(
        UUID providerId,
        String provider,
        @Nullable UUID modelId,
        String model,
        String tier,
        long attempts,
        Map<String, Long> units,
        Instant firstAt,
        Instant lastAt,
        @Nullable UUID priceList) {}
