package dev.keyway.admin.caller;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a role is held over, or a thing belongs to: the installation, a tenant, or a team of one.
 *
 * @param tenant null for the installation
 * @param team null for all of the tenant
 */
public record Scope(@Nullable UUID tenant, @Nullable UUID team) {

    public static final Scope INSTALLATION = new Scope(null, null);

    /** @throws IllegalArgumentException if there is a team without its tenant */
    public Scope {
        if (team != null && tenant == null) {
            throw new IllegalArgumentException("a team is of a tenant");
        }
    }

    public static Scope tenant(UUID tenant) {
        return new Scope(tenant, null);
    }

    public static Scope team(UUID tenant, UUID team) {
        return new Scope(tenant, team);
    }

    /** Whether all of the other lies within this. */
    public boolean covers(Scope other) {
        return tenant == null || (tenant.equals(other.tenant) && (team == null || team.equals(other.team)));
    }

    public Role.Level level() {
        return tenant == null ? Role.Level.INSTALLATION : team == null ? Role.Level.TENANT : Role.Level.TEAM;
    }
}
