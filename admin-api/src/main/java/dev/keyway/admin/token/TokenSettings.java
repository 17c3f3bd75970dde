package dev.keyway.admin.token;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed of a token.
 *
 * @param expiresAt null: never
 * @param blocked whether it may not call for now
 */
record TokenSettings(
        @NotBlank @Size(max = 120) String name,
        @Size(max = 2000) String description,
        @Nullable Instant expiresAt,
        boolean blocked) {

    @SuppressWarnings("NullAway") // JSON leaves out what is at its default.
    TokenSettings {
        description = description == null ? "" : description;
    }
}
