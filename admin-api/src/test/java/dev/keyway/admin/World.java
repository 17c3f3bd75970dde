package dev.keyway.admin;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.util.UUID;

/** Two tenants that know nothing of each other; the first has two teams. */
public record World(UUID tenant, UUID team, UUID otherTeam, UUID foreignTenant, UUID foreignTeam) {

    public static World in(AdminServer server) {
        Api owner = server.owner();
        UUID tenant = make(owner, "/api/v1/tenants");
        UUID foreign = make(owner, "/api/v1/tenants");
        return new World(
                tenant,
                make(owner, "/api/v1/tenants/" + tenant + "/teams"),
                make(owner, "/api/v1/tenants/" + tenant + "/teams"),
                foreign,
                make(owner, "/api/v1/tenants/" + foreign + "/teams"));
    }

    /** The role over the first tenant, or its first team, or the installation. */
    public Grant grant(Role role) {
        return new Grant(role, scope(role, tenant, team));
    }

    /** The same role where nothing of the first tenant is. */
    public Grant foreignGrant(Role role) {
        return new Grant(role, scope(role, foreignTenant, foreignTeam));
    }

    /** A team's role beside the first team. */
    public Grant besideGrant(Role role) {
        return new Grant(role, Scope.team(tenant, otherTeam));
    }

    public String path() {
        return "/api/v1/tenants/" + tenant;
    }

    public String teamPath() {
        return path() + "/teams/" + team;
    }

    private static Scope scope(Role role, UUID tenant, UUID team) {
        return switch (role.level()) {
            case INSTALLATION -> Scope.INSTALLATION;
            case TENANT -> Scope.tenant(tenant);
            case TEAM -> Scope.team(tenant, team);
        };
    }

    private static UUID make(Api owner, String path) {
        return UUID.fromString(owner.post(path, "{\"name\": \"W-%s\"}".formatted(UUID.randomUUID()))
                .expect(201)
                .text("id"));
    }
}
