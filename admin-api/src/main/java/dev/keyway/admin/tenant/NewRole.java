package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Role;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The role that replaces a member's role.
 *
 * @param teamId the team for TEAM_ADMIN and MEMBER; null: the one they were in, if it was one
 */
record NewRole(@NotNull Role role, @Nullable UUID teamId) {}
