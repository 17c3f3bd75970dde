package dev.keyway.admin.user;

import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token to be.
 *
 * @param readOnly whether it may change nothing
 * @param expiresAt none: never
 */
public record NewAccessToken(
        @NotBlank @Size(max = 120) @PlainName String name,
        boolean readOnly,
        @Nullable Instant expiresAt) {}
