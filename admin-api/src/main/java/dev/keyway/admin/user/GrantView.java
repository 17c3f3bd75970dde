package dev.keyway.admin.user;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.Resource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a person holds a role, as the API shows it.
 *
 * @param tenantId null over the installation
 * @param teamId null unless over a team
 * @param source {@code OIDC}: it follows from a claim at sign-in
 */
public record GrantView(
        UUID id,
        UUID userId,
        String login,
        String name,
        Role role,
        @Nullable UUID tenantId,
        @Nullable UUID teamId,
        Source source,
        Instant createdAt)
        implements Resource {

    public Grant grant() {
        return new Grant(role, new Scope(tenantId, teamId));
    }

    /** Where it comes from. */
    public enum Source {
        ASSIGNED,
        OIDC
    }
}
