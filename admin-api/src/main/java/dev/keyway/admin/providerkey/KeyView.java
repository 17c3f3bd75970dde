package dev.keyway.admin.providerkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.edit.Live;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.policy.KnownModels;
import dev.keyway.admin.problem.Warning;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider key, as the API shows one; never the key.
 *
 * @param last4 its last characters, to recognize it
 * @param reference where gateways find it, if it is not stored here
 * @param origin the scheme, host and port that it was entered for
 * @param usable whether that is still its provider's: otherwise it must be entered again
 * @param warnings what a change stored that is probably not intended; only in its response
 * @param states its state at each gateway that reported it; not part of the audit
 */
public record KeyView(
        UUID id,
        UUID providerId,
        @Nullable UUID accountId,
        String name,
        String last4,
        @Nullable String reference,
        String origin,
        boolean usable,
        int weight,
        int tier,
        @Nullable Integer maxInFlight,
        List<String> allowedModels,
        @Nullable Instant disabledAt,

        @Live @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<KeyStateView> states,

        Instant createdAt,
        Instant updatedAt,
        long version,
        @Live List<Warning> warnings)
        implements Versioned {

    KeyView with(List<KeyStateView> shown) {
        return with(shown, warnings);
    }

    /** With warnings about its models. */
    KeyView with(KnownModels known, String provider) {
        return with(states, known.unmatched("allowedModels", allowedModels, provider));
    }

    private KeyView with(@Nullable List<KeyStateView> shown, List<Warning> raised) {
        return new KeyView(
                id,
                providerId,
                accountId,
                name,
                last4,
                reference,
                origin,
                usable,
                weight,
                tier,
                maxInFlight,
                allowedModels,
                disabledAt,
                shown,
                createdAt,
                updatedAt,
                version,
                raised);
    }

    KeySettings settings() {
        return new KeySettings(name, accountId, weight, tier, maxInFlight, allowedModels, disabledAt != null);
    }
}
