package dev.keyway.admin.policy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of limits; null: no limit of this kind on this level.
 *
 * @param allowedModels names as asked for, with *; empty: none at all
 * @param allowedAddresses networks (CIDR) that calls may come from; empty: none at all
 */
public record LimitSettings(
        @Nullable @Positive Long requestsPerMinute,
        @Nullable @Positive Long tokensPerMinute,
        @Nullable @Positive Long concurrentRequests,
        @Nullable @Size(max = 500) List<@NotBlank @Size(max = 200) @ModelPattern String> allowedModels,
        @Nullable @Size(max = 200) List<@NotNull @Network String> allowedAddresses) {

    public static final LimitSettings NONE = new LimitSettings(null, null, null, null, null);

    /** Networks are the same however they are written. */
    public boolean saysTheSameAs(LimitSettings other) {
        return withPlainAddresses().equals(other.withPlainAddresses());
    }

    private LimitSettings withPlainAddresses() {
        return new LimitSettings(
                requestsPerMinute,
                tokensPerMinute,
                concurrentRequests,
                allowedModels,
                allowedAddresses == null
                        ? null
                        : allowedAddresses.stream().map(Network.Check::plain).toList());
    }
}
