package dev.keyway.contract.config;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a tenant, of a team or of a token; a call must keep those of all three.
 *
 * @param teamId null: the tenant's
 * @param tokenId null: the team's, or the tenant's
 * @param requestsPerMinute null: no limit of this kind on this level, as with the others
 * @param allowedModels names as asked for, with {@code *}; null: all, empty: none
 * @param allowedAddresses networks (CIDR) that calls may come from; null: anywhere
 */
public record LimitPolicy(
        UUID id,
        UUID tenantId,
        @Nullable UUID teamId,
        @Nullable UUID tokenId,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long concurrentRequests,
        @Nullable List<String> allowedModels,
        @Nullable List<String> allowedAddresses) {

    public LimitPolicy {
        allowedModels = allowedModels == null ? null : List.copyOf(allowedModels);
        allowedAddresses = allowedAddresses == null ? null : List.copyOf(allowedAddresses);
    }
}
