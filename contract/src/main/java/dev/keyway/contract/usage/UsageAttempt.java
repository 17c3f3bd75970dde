package dev.keyway.contract.usage;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Attempt of a request: one upstream call.
 *
 * @param number 1-based
 * @param providerId the provider's ID
 * @param provider its slug at that time
 * @param accountId account that the key belongs to; null if the key is an account of its own
 * @param keyId the provider key's ID
 * @param model the provider's own name for the model
 * @param priceList ID of the price list that priced it, see {@link PriceListId}; null if there was none
 * @param tier service tier that the provider reported, {@code standard} if it reported none
 * @param at when it began
 * @param outcome as of the request
 * @param status the provider's status; 0 if there was none
 * @param failure class of the failure, such as {@code RATE_SHORT}; null if it did not fail
 * @param chosen why this key was chosen, such as {@code idle} or {@code affinity}
 * @param next what followed a failure: {@code same_key}, {@code next_key}, {@code next_target} or {@code stop}; null if it did not fail
 * @param firstByteMillis from its beginning to the provider's first content; null if there was none
 * @param durationMillis from its beginning to its end
 * @param units units used by meter, in disjoint meters except {@code reasoning}, which is part of {@code output}; zeros are left out
 * @param costNanos cost in nano-dollars
 * @param estimated whether any of the units is an estimate
 * @param unpriced those of the units that have no price
 * @param statedCost whether the provider itself stated the cost
 * @param heldNanos what hard budgets held for it, in nano-dollars: if it used something that has no price, it costs no less; 0 if none
 *     was binding, or if its gateway does not report it
 */
public record UsageAttempt(
        int number,
        UUID providerId,
        String provider,
        @Nullable UUID accountId,
        UUID keyId,
        String model,
        @Nullable String priceList,
        String tier,
        Instant at,
        String outcome,
        int status,
        @Nullable String failure,
        String chosen,
        @Nullable String next,
        @Nullable Long firstByteMillis,
        long durationMillis,
        Map<String, Long> units,
        long costNanos,
        boolean estimated,
        Map<String, Long> unpriced,
        boolean statedCost,
        long heldNanos) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public UsageAttempt {
        tier = tier == null ? "standard" : tier;
        chosen = chosen == null ? "" : chosen;
        units = units == null ? Map.of() : Map.copyOf(units);
        unpriced = unpriced == null ? Map.of() : Map.copyOf(unpriced);
    }
}
