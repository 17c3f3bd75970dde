package dev.keyway.admin.usage.repricing;

import dev.keyway.contract.usage.PriceListId;
import java.time.Instant;
import java.util.UUID;

/**
 * A price list to price by.
 *
 * @param provider the provider's slug
 * @param model the provider's own name of the model
 * @param tier the provider's service tier
 * @param validFrom when the list begins
 */
public record ChosenList(UUID providerId, String provider, UUID modelId, String model, String tier, Instant validFrom) {

    PriceListId id() {
        return new PriceListId(modelId, validFrom);
    }
}
