package dev.keyway.admin.usage.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Attempt of a request: one upstream call.
 *
 * @param number 1-based
 * @param provider the provider's slug at that time
 * @param accountId null if the key is an account of its own, and to callers without a role over the installation
 * @param keyId null to callers without a role over the installation
 * @param keyName the name of the key now; null if it is unknown, and to the same callers
 * @param keyLast4 its last 4 characters, empty if it is short; null in the same cases
 * @param model the provider's own name of the model
 * @param priceList what priced it: the model's ID and the moment from which its prices are valid; null if nothing did
 * @param serviceTier that the provider reported
 * @param at when it began
 * @param outcome how it ended
 * @param status the provider's status; 0 if there was none
 * @param failure class of the failure, such as {@code RATE_SHORT}; null if it did not fail
 * @param chosen why this key was chosen
 * @param next what followed a failure: {@code same_key}, {@code next_key}, {@code next_target} or {@code stop}
 * @param firstByteMillis from its beginning to the provider's first content; null without one
 * @param units units by meter, in disjoint meters except {@code reasoning}, which is part of {@code output}; zeros are left out
 * @param unpriced those of the units that have no price
 * @param cost dollars, exact to the nano-dollar
 * @param costStated whether the provider itself stated the cost
 * @param estimated whether any of the units is an estimate
 */
record UsageAttemptView(
        int number,
        UUID providerId,
        String provider,
        @Nullable UUID accountId,
        @Nullable UUID keyId,
        @Nullable String keyName,
        @Nullable String keyLast4,
        String model,
        @Nullable String priceList,
        String serviceTier,
        Instant at,
        UsageOutcome outcome,
        int status,
        @Nullable String failure,
        String chosen,
        @Nullable String next,
        @Nullable Long firstByteMillis,
        long durationMillis,
        Map<String, Long> units,
        Map<String, Long> unpriced,
        BigDecimal cost,
        boolean costStated,
        boolean estimated) {}
