package dev.keyway.admin.policy;

import dev.keyway.admin.label.LabelSets;
import dev.keyway.admin.label.Labels;
import dev.keyway.admin.naming.PlainName;
import dev.keyway.admin.token.NewToken;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token to be, with its own limits.
 *
 * @param description none: empty
 * @param expiresAt none: never
 * @param serviceAccountId a service account of the team, to say whose it is
 * @param ownerId a member of the team: the token has no secret until they reveal it, and nobody else ever sees it
 * @param labels texts by key, such as a cost centre; none: none
 * @param limits of its own, beside those of its team and tenant; none: none
 */
record NewLimitedToken(
        @NotBlank @Size(max = 120) @PlainName String name,
        @Size(max = 2000) String description,
        @Nullable Instant expiresAt,
        @Nullable UUID serviceAccountId,
        @Nullable UUID ownerId,
        @Labels Map<String, String> labels,
        @Nullable @Valid LimitSettings limits) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    NewLimitedToken {
        description = description == null ? "" : description;
        labels = LabelSets.of(labels);
    }

    NewToken token() {
        return new NewToken(name, description, expiresAt, serviceAccountId, ownerId, labels);
    }
}
