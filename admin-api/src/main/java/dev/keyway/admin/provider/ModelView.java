package dev.keyway.admin.provider;

import dev.keyway.admin.edit.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model that a provider offers, as the API shows one. */
public record ModelView(
        UUID id,
        UUID providerId,
        String name,
        @Nullable Integer contextWindow,
        @Nullable Integer maxOutput,
        @Nullable Duration firstByteTimeout,
        @Nullable Duration firstStreamTimeout,
        boolean unpricedAllowed,
        @Nullable Instant disabledAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {}
