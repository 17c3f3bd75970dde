package dev.keyway.admin.token;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token to be.
 *
 * @param description none: empty
 * @param expiresAt none: never
 * @param serviceAccountId a service account of the team, to say whose it is
 */
public record NewToken(
        @NotBlank @Size(max = 120) String name,
        @Size(max = 2000) String description,
        @Nullable Instant expiresAt,
        @Nullable UUID serviceAccountId) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    public NewToken {
        description = description == null ? "" : description;
    }
}
