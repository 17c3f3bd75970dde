package dev.keyway.admin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A token moves between the teams of a tenant, with what binds it. */
class TokenMoveIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final Api tenantAdmin = server.caller(world.grant(Role.TENANT_ADMIN));
    private final String id = owner.post(world.teamPath() + "/tokens", "{\"name\": \"t\"}")
            .expect(201)
            .text("id");
    private final String here = world.teamPath() + "/tokens/" + id;
    private final String otherTeam = world.path() + "/teams/" + world.otherTeam();
    private final String there = otherTeam + "/tokens/" + id;
    private final String body = "{\"teamId\": \"%s\"}".formatted(world.otherTeam());

    @Test
    void itsLimitsAndBudgetsMoveWithIt() {
        owner.patch(here + "/limits", "\"0\"", "{\"requestsPerMinute\": 60}").expect(200);
        owner.post(here + "/budgets", "{\"period\": \"DAY\", \"amount\": \"5.00\"}")
                .expect(201);
        assertThat(tenantAdmin.post(here + "/move", body).expect(200).text("teamId"))
                .isEqualTo(world.otherTeam().toString());
        tenantAdmin.get(here).expect(404);
        assertThat(tenantAdmin.get(there + "/limits").expect(200).text("requestsPerMinute"))
                .isEqualTo("60");
        assertThat(tenantAdmin.get(there + "/budgets").expect(200).text("items/0/period"))
                .isEqualTo("DAY");
        assertThat(owner.get("/api/v1/audit?kind=token&action=moved&objectId=" + id)
                        .text("items/0/after/teamId"))
                .isEqualTo(world.otherTeam().toString());
    }

    @Test
    void theOtherTeamMayBeNamed() {
        String name = owner.get(otherTeam).expect(200).text("name");
        tenantAdmin
                .post(here + "/move", "{\"teamId\": \"nobody\"}")
                .expect(owner.post(here + "/move", "{\"teamId\": \"%s\"}".formatted(UUID.randomUUID()))
                        .status());
        assertThat(tenantAdmin
                        .post(here + "/move", "{\"teamId\": \"%s\"}".formatted(name))
                        .expect(200)
                        .text("teamId"))
                .isEqualTo(world.otherTeam().toString());
    }

    @Test
    void limitsBeyondTheOtherTeamsAreRefusedToThoseBelowAnAdministrator() {
        owner.patch(here + "/limits", "\"0\"", "{\"requestsPerMinute\": 600}").expect(200);
        owner.patch(otherTeam + "/limits", "\"0\"", "{\"requestsPerMinute\": 60}")
                .expect(200);
        assertThat(tenantAdmin.post(here + "/move", body).expect(400).fields()).containsExactly("requestsPerMinute");
        tenantAdmin.get(here).expect(200);
        owner.post(here + "/move", body).expect(200);
    }

    @Test
    void theCallerNeedsBothTeamsAndTheTokenMustBeFreeToGo() {
        server.caller(world.grant(Role.TEAM_ADMIN)).post(here + "/move", body).expect(403);
        server.caller(world.grant(Role.TEAM_ADMIN), world.besideGrant(Role.MEMBER))
                .post(here + "/move", body)
                .expect(403);
        assertThat(owner.post(here + "/move", "{\"teamId\": \"%s\"}".formatted(world.team()))
                        .expect(400)
                        .fields())
                .containsExactly("teamId");
        owner.post(here + "/move", "{\"teamId\": \"%s\"}".formatted(world.foreignTeam()))
                .expect(404);
        Api member = server.caller(world.grant(Role.MEMBER));
        String owned = owner.post(
                        world.teamPath() + "/tokens",
                        "{\"name\": \"o\", \"ownerId\": \"%s\"}".formatted(member.callerId()))
                .expect(201)
                .text("id");
        owner.post(world.teamPath() + "/tokens/" + owned + "/move", body).expect(409);
        server.caller(world.grant(Role.TEAM_ADMIN), world.besideGrant(Role.TEAM_ADMIN))
                .post(here + "/move", body)
                .expect(200);
    }

    @Test
    void aRaiseIsGivenOnceForAKeyAndCanBeWithdrawn() {
        String budget = here + "/budgets/"
                + owner.post(here + "/budgets", "{\"period\": \"MONTH\", \"amount\": \"5.00\"}")
                        .expect(201)
                        .text("id");
        Api once = owner.with("Idempotency-Key", "raise-" + id);
        String raise = "{\"amount\": \"10.00\", \"until\": \"2099-01-01T00:00:00Z\"}";
        String first = once.post(budget + "/raises", raise).expect(200).text("raises/0/id");
        assertThat(once.post(budget + "/raises", raise).expect(200).header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(owner.get(budget).json().get("raises").size()).isOne();
        owner.delete(budget + "/raises/" + id).expect(404);
        owner.delete(budget + "/raises/" + first).expect(204);
        assertThat(owner.get(budget).json().get("raises").isEmpty()).isTrue();
        owner.delete(budget + "/raises/" + first).expect(404);
    }

    @Test
    void softThresholdsAreInOrderAndChangeable() {
        String budgets = here + "/budgets";
        assertThat(owner.post(budgets, "{\"period\": \"DAY\", \"amount\": \"5.00\"}")
                        .expect(201)
                        .json()
                        .get("softThresholds"))
                .hasToString("[80]");
        String week = owner.post(
                        budgets, "{\"period\": \"WEEK\", \"amount\": \"5.00\", \"softThresholds\": [95, 50, 95]}")
                .expect(201)
                .text("id");
        assertThat(owner.get(budgets + "/" + week).json().get("softThresholds")).hasToString("[50,95]");
        assertThat(owner.patch(budgets + "/" + week, "\"0\"", "{\"softThresholds\": []}")
                        .expect(200)
                        .json()
                        .get("softThresholds")
                        .isEmpty())
                .isTrue();
        assertThat(owner.patch(budgets + "/" + week, "\"1\"", "{\"softThresholds\": [101]}")
                        .expect(400)
                        .fields())
                .containsExactly("softThresholds[0]");
    }
}
