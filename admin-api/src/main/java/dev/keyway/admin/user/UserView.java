package dev.keyway.admin.user;

import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, as the API shows one.
 *
 * @param passwordSet whether they can sign in with a password
 */
public record UserView(
        UUID id,
        String login,
        String name,
        boolean passwordSet,
        @Nullable Instant disabledAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {}
