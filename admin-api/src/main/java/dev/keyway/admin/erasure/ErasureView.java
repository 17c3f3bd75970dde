package dev.keyway.admin.erasure;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erasure. It has no name of whom it is of.
 *
 * @param kind whom it is of
 * @param tenantId the tenant; null for a user
 * @param userId the user; otherwise null
 * @param userHash hash of the user that requests name, as records have it; otherwise null
 * @param requestedAt when it was asked for
 * @param records how many usage records were overwritten
 * @param erasedAt when the last run over the usage records ended; null: none has
 */
record ErasureView(
        @NotNull UUID id,
        @NotNull ErasureKind kind,
        @Nullable UUID tenantId,
        @Nullable UUID userId,
        @Nullable @Size(max = 200) String userHash,
        @NotNull Instant requestedAt,
        long records,
        @Nullable Instant erasedAt) {}
