package dev.keyway.filters.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt about to be sent.
 *
 * @param number which of the request's attempts it is, from 1
 * @param provider the provider's id in {@code provider/model}
 * @param providerId the provider's ID at the source of the configuration; empty if it has none
 * @param account the account that the key belongs to; its own id if it is an account of its own
 * @param keyId the id of the key
 * @param model the provider's model name
 * @param priceList the price list that prices it; null if there is none
 * @param chosen why this key was chosen
 * @param expected what it is expected to use, and to cost
 * @param heldNanos what hard budgets hold for it, in nano-dollars; 0 if none binds
 * @param at when
 */
public record AttemptOpened(
        int number,
        String provider,
        String providerId,
        String account,
        String keyId,
        String model,
        @Nullable String priceList,
        String chosen,
        AttemptUsage expected,
        long heldNanos,
        Instant at) {}
