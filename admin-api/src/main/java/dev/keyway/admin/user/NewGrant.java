package dev.keyway.admin.user;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A role to be given, over the installation, a tenant or a team, as the role wants it. */
public record NewGrant(
        @NotNull Role role,
        @Nullable UUID tenantId,
        @Nullable UUID teamId) {

    /** @throws ProblemException if the role is held over something else */
    public Grant grant() {
        Role.Level level = role.level();
        if ((tenantId == null) != (level == Role.Level.INSTALLATION)) {
            throw ProblemException.invalid(
                    "tenantId", tenantId == null ? "is missing for " + role : "must be omitted for " + role);
        }
        if ((teamId == null) == (level == Role.Level.TEAM)) {
            throw ProblemException.invalid(
                    "teamId", teamId == null ? "is missing for " + role : "must be omitted for " + role);
        }
        return new Grant(role, new Scope(tenantId, teamId));
    }
}
