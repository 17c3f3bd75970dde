package dev.keyway.contract.usage;

import org.jspecify.annotations.Nullable;

/**
 * Refusal at admission.
 *
 * @param code the stable code of the error
 * @param scope {@code tenant}, {@code team} or {@code token}; null if the code has none
 * @param limit the limit that was reached; null if the code has none
 * @param used how much of it was used; null if the code has none
 * @param count requests that were refused so
 */
public record UsageRefusal(
        String code,
        @Nullable String scope,
        @Nullable Long limit,
        @Nullable Long used,
        long count) {}
