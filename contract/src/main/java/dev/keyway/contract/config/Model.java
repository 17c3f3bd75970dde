package dev.keyway.contract.config;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model of a provider, under the provider's own name for it.
 *
 * @param contextWindow tokens; null: not known
 * @param maxOutput tokens; null: not known
 * @param firstByteTimeoutMillis null: as its provider has it
 * @param firstStreamTimeoutMillis null: as its provider has it
 * @param unpricedAllowed whether it may be called under a hard budget although its price is not known
 */
public record Model(
        UUID id,
        UUID providerId,
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutput,
        @Nullable Long firstByteTimeoutMillis,
        @Nullable Long firstStreamTimeoutMillis,
        boolean unpricedAllowed,
        boolean disabled) {}
