package dev.keyway.admin.policy;

import dev.keyway.admin.edit.Live;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.Warning;
import dev.keyway.admin.problem.WarningCode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits, as the API shows them; null: no limit of this kind on this level.
 *
 * @param id of what they bind
 * @param version 0 until they are set for the first time
 * @param warnings what a change stored that has no effect, or names unknown models; only in its response
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
        @Live List<Warning> warnings)
        implements Versioned {

    LimitView with(List<Warning> more) {
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
                Stream.concat(warnings.stream(), more.stream()).toList());
    }

    LimitView withBeyond(List<FieldError> beyond) {
        return with(beyond.stream()
                .map(field ->
                        new Warning(WarningCode.BEYOND_PARENT, field.field(), field.message() + " to have an effect."))
                .toList());
    }

    /** With what is in doubt of its models. */
    public LimitView checked(KnownModels known) {
        return allowedModels == null ? this : with(known.unmatched("allowedModels", allowedModels));
    }

    Target target() {
        return new Target(tenantId, teamId, tokenId);
    }

    public LimitSettings settings() {
        return new LimitSettings(
                requestsPerMinute, tokensPerMinute, concurrentRequests, allowedModels, allowedAddresses);
    }
}
