package dev.keyway.admin.erasure;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erasure that is asked for.
 *
 * @param kind whom it is of
 * @param tenantId the tenant; of a {@code REQUEST_USER} the one whose requests name them
 * @param userId the user
 * @param requestUser what requests have as {@code user}; it is stored as its hash only
 */
record NewErasure(
        @NotNull ErasureKind kind,
        @Nullable UUID tenantId,
        @Nullable UUID userId,
        @Nullable @Size(min = 1, max = 10_000) String requestUser) {}
