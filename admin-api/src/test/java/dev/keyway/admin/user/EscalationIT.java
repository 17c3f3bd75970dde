package dev.keyway.admin.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nobody gives a role above their own, or where they hold none: each role, giving each role, everywhere, by each route. */
class EscalationIT {

    private static final Set<Role> ALL = Set.of(Role.values());
    private static final Map<Role, Set<Role>> GIVEN = Map.of(
            Role.OWNER, ALL,
            Role.ADMIN,
                    Set.of(
                            Role.ADMIN,
                            Role.AUDITOR,
                            Role.TENANT_ADMIN,
                            Role.TENANT_AUDITOR,
                            Role.TEAM_ADMIN,
                            Role.MEMBER),
            Role.AUDITOR, Set.of(),
            Role.TENANT_ADMIN, Set.of(Role.TENANT_ADMIN, Role.TENANT_AUDITOR, Role.TEAM_ADMIN, Role.MEMBER),
            Role.TENANT_AUDITOR, Set.of(),
            Role.TEAM_ADMIN, Set.of(Role.TEAM_ADMIN, Role.MEMBER),
            Role.MEMBER, Set.of());

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void nobodyGivesARoleAboveTheirOwn() {
        // In both tenants already, as a team's admin requires; what they hold is not given again.
        Api person = server.caller(world.grant(Role.TENANT_AUDITOR), world.foreignGrant(Role.TENANT_AUDITOR));
        for (Role caller : Role.values()) {
            Api giver = server.caller(world.grant(caller));
            for (Role role : Role.values()) {
                for (Grant wanted : places(role)) {
                    give(giver, world.grant(caller), person, wanted);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<Grant> places(Role role) {
        if (role == Role.TENANT_AUDITOR) {
            return List.of();
        }
        return switch (role.level()) {
            case INSTALLATION -> List.of(world.grant(role));
            case TENANT -> List.of(world.grant(role), world.foreignGrant(role));
            case TEAM -> List.of(world.grant(role), world.besideGrant(role), world.foreignGrant(role));
        };
    }

    private void give(Api giver, Grant held, Api person, Grant wanted) {
        boolean allowed = Objects.requireNonNull(GIVEN.get(held.role())).contains(wanted.role())
                && held.scope().covers(wanted.scope());
        boolean overAll = held.role() == Role.OWNER || held.role() == Role.ADMIN;
        judge(
                allowed && overAll,
                held + " by grants " + wanted,
                giver.post("/api/v1/users/" + person.callerId() + "/grants", grant(wanted)),
                "/api/v1/users/" + person.callerId() + "/grants/");
        if (wanted.scope().tenant() != null) {
            String members = path(wanted.scope()) + "/members";
            judge(
                    allowed,
                    held + " by members " + wanted,
                    giver.post(members, member(person, wanted.role())),
                    members + "/");
        }
    }

    private void judge(boolean allowed, String call, Answer answer, String grants) {
        if (allowed ? answer.status() != 201 : answer.status() != 403 && answer.status() != 404) {
            wrong.add(call + ": " + answer.status());
        }
        if (answer.status() == 201) {
            owner.delete(grants + answer.text("id")).expect(204);
        }
    }

    private static String path(Scope scope) {
        String tenant = "/api/v1/tenants/" + scope.tenant();
        return scope.team() == null ? tenant : tenant + "/teams/" + scope.team();
    }

    private static String member(Api person, Role role) {
        return "{\"userId\": \"%s\", \"role\": \"%s\"}".formatted(person.callerId(), role);
    }

    private static String grant(Grant wanted) {
        return "{\"role\": \"%s\", \"tenantId\": %s, \"teamId\": %s}"
                .formatted(
                        wanted.role(),
                        quoted(wanted.scope().tenant()),
                        quoted(wanted.scope().team()));
    }

    private static String quoted(@Nullable Object id) {
        return id == null ? "null" : "\"" + id + "\"";
    }
}
