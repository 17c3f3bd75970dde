package dev.keyway.admin.policy;

import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.problem.FieldError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Limits, as the API shows them; null: no limit of this kind on this level.
 *
 * @param id of what they bind
 * @param version 0 until they are set for the first time
 * @param warnings what a change stored without effect, because a level above is tighter; in its answer alone
 */
public record LimitView(
        UUID id,
        UUID tenantId,
        @Nullable UUID teamId,
        @Nullable UUID tokenId,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long concurrentRequests,
        @Nullable List<String> allowedModels,
        @Nullable List<String> allowedAddresses,
        long version,
        List<String> warnings)
        implements Versioned {

    LimitView with(List<FieldError> beyond) {
        return new LimitView(
                id,
                tenantId,
                teamId,
                tokenId,
                requestsPerMinute,
                tokensPerMinute,
                concurrentRequests,
                allowedModels,
                allowedAddresses,
                version,
                beyond.stream()
                        .map(field -> field.field() + " " + field.message() + " to have an effect.")
                        .toList());
    }

    Target target() {
        return new Target(tenantId, teamId, tokenId);
    }

    public LimitSettings settings() {
        return new LimitSettings(
                requestsPerMinute, tokensPerMinute, concurrentRequests, allowedModels, allowedAddresses);
    }
}
