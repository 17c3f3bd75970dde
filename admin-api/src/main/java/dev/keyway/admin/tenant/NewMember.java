package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Role;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user who gets a role here, by ID or login.
 *
 * @param role one that is held over a tenant or over a team, as the path has it
 */
record NewMember(
        @Nullable UUID userId,
        @Nullable @Size(max = 200) String login,
        @NotNull Role role) {}
