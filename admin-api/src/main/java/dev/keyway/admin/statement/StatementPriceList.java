package dev.keyway.admin.statement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Price list that was in effect in the month, for a model that was used.
 *
 * @param provider the provider's slug
 * @param model the provider's own name of the model
 * @param tier the provider's service tier
 */
public record StatementPriceList(
        UUID modelId, String provider, String model, String tier, Instant validFrom, List<StatementPrice> prices) {

    /**
     * A price.
     *
     * @param meter what is counted
     * @param promptFloor for prompts of at least so many tokens
     * @param hoursFrom in these hours of the day only, UTC; null: always
     * @param perMillion dollars for a million units
     */
    public record StatementPrice(
            String meter,
            long promptFloor,
            @Nullable LocalTime hoursFrom,
            @Nullable LocalTime hoursTo,
            BigDecimal perMillion) {}
}
