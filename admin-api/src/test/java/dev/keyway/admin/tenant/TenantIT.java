package dev.keyway.admin.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The life of tenants, teams, members and service accounts. */
class TenantIT {

    private static final String TENANTS = "/api/v1/tenants";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final World world = World.in(server);

    @Test
    void aBlockIsLiftedByNobodyBelowWhoSetIt() {
        World own = World.in(server);
        Api tenantAdmin = server.caller(own.grant(Role.TENANT_ADMIN));
        Api teamAdmin = server.caller(own.grant(Role.TEAM_ADMIN));
        Api boss = server.owner();
        String team = own.teamPath();
        String token = tenantAdmin
                .post(team + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .header("Location");
        String block = "{\"blocked\": true}";
        String lift = "{\"blocked\": false}";
        boss.patch(team, boss.get(team).etag(), block).expect(200);
        assertThat(tenantAdmin
                        .patch(team, boss.get(team).etag(), lift)
                        .expect(403)
                        .text("code"))
                .isEqualTo("beyond_own_role");
        assertThat(tenantAdmin
                        .post(team + "/tokens", "{\"name\": \"u\"}")
                        .expect(409)
                        .text("code"))
                .isEqualTo("conflict");
        boss.patch(team, boss.get(team).etag(), lift).expect(200);
        tenantAdmin.patch(token, boss.get(token).etag(), block).expect(200);
        teamAdmin.patch(token, boss.get(token).etag(), lift).expect(403);
        teamAdmin.patch(token, boss.get(token).etag(), "{\"name\": \"other\"}").expect(200);
        tenantAdmin.patch(token, boss.get(token).etag(), lift).expect(200);
        teamAdmin.patch(token, boss.get(token).etag(), block).expect(200);
        teamAdmin.patch(token, boss.get(token).etag(), lift).expect(200);
    }

    @Test
    void theTokensOfAServiceAccountStopWithIt() {
        World own = World.in(server);
        Api boss = server.owner();
        Answer account = boss.post(
                        own.teamPath() + "/service-accounts", "{\"name\": \"stopped\", \"role\": \"MEMBER\"}")
                .expect(201);
        String body = "{\"name\": \"t\", \"serviceAccountId\": \"%s\"}".formatted(account.text("id"));
        String token = boss.post(own.teamPath() + "/tokens", body).expect(201).header("Location");
        String path = account.header("Location");
        boss.patch(path, account.etag(), "{\"disabled\": true}").expect(200);
        assertThat(boss.get(token).text("status")).isEqualTo("BLOCKED");
        boss.patch(token, boss.get(token).etag(), "{\"blocked\": false}").expect(409);
        boss.post(own.teamPath() + "/tokens", body).expect(400);
        boss.patch(path, boss.get(path).etag(), "{\"disabled\": false}").expect(200);
        assertThat(boss.get(token).text("status")).isEqualTo("BLOCKED");
        boss.patch(token, boss.get(token).etag(), "{\"blocked\": false}").expect(200);
        boss.delete(path).expect(204);
        assertThat(boss.get(token).text("status")).isEqualTo("BLOCKED");
    }

    @Test
    void aTeamAdminLearnsNothingOfPeopleOutsideTheTenant() {
        World own = World.in(server);
        Api teamAdmin = server.caller(own.grant(Role.TEAM_ADMIN));
        Api stranger = server.caller(own.foreignGrant(Role.TENANT_ADMIN));
        Api colleague = server.caller(own.besideGrant(Role.MEMBER));
        String members = own.teamPath() + "/members";
        String byId = "{\"userId\": \"%s\", \"role\": \"MEMBER\"}";
        String byLogin = "{\"login\": \"%s\", \"role\": \"MEMBER\"}";
        String known = teamAdmin
                .post(members, byId.formatted(stranger.callerId()))
                .expect(400)
                .text("detail");
        assertThat(teamAdmin
                        .post(members, byId.formatted(java.util.UUID.randomUUID()))
                        .expect(400)
                        .text("detail"))
                .isEqualTo(known);
        assertThat(teamAdmin
                        .post(members, byLogin.formatted("u-" + stranger.callerId()))
                        .expect(400)
                        .text("detail"))
                .isEqualTo(teamAdmin
                        .post(members, byLogin.formatted("nobody-at-all"))
                        .expect(400)
                        .text("detail"));
        teamAdmin.post(members, byLogin.formatted("u-" + colleague.callerId())).expect(201);
    }

    @Test
    void aTenantIsMadeChangedBlockedAndDeleted() {
        Answer made = owner.post(TENANTS, "{\"name\": \"%s\", \"zone\": \"Europe/Berlin\"}".formatted(name()))
                .expect(201);
        String path = made.header("Location");
        assertThat(made.text("zone")).isEqualTo("Europe/Berlin");
        Answer blocked = owner.patch(path, made.etag(), "{\"blocked\": true}").expect(200);
        assertThat(blocked.text("blockedAt")).isNotEmpty();
        Answer open = owner.patch(path, blocked.etag(), "{\"blocked\": null}").expect(200);
        assertThat(open.json().get("blockedAt").isNull()).isTrue();
        owner.delete(path).expect(204);
        owner.get(path).expect(404);
        owner.post(path + "/teams", "{\"name\": \"late\"}").expect(404);
        owner.post(TENANTS, "{\"name\": \"%s\"}".formatted(made.text("name"))).expect(201);
    }

    @Test
    void aZoneThatIsNoneIsNamed() {
        Answer answer = owner.post(TENANTS, "{\"name\": \"z\", \"zone\": \"Mars/Olympus\"}")
                .expect(400);
        assertThat(answer.text("errors/0/field")).isEqualTo("zone");
        assertThat(answer.text("errors/0/message")).contains("Europe/Berlin");
        Answer made = owner.get(world.path()).expect(200);
        owner.patch(world.path(), made.etag(), "{\"zone\": \"nowhere\"}").expect(400);
    }

    @Test
    void aTenantWithTeamsAndATeamWithTokensStay() {
        assertThat(owner.delete(world.path()).expect(409).text("code")).isEqualTo("conflict");
        String token = owner.post(world.teamPath() + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .header("Location");
        owner.delete(world.teamPath()).expect(409);
        owner.delete(token).expect(204);
        owner.delete(world.teamPath()).expect(204);
        owner.get(world.teamPath()).expect(404);
        owner.get(token).expect(200);
    }

    @Test
    void namesAreTakenWithinTheirTenantOnly() {
        String team = "{\"name\": \"same\"}";
        owner.post(world.path() + "/teams", team).expect(201);
        assertThat(owner.post(world.path() + "/teams", team.replace("same", "SAME"))
                        .expect(409)
                        .text("code"))
                .isEqualTo("name_taken");
        owner.post(TENANTS + "/" + world.foreignTenant() + "/teams", team).expect(201);
    }

    @Test
    void everyoneSeesTheirOwnTenantsAndTeamsOnly() {
        Api tenantAdmin = server.caller(world.grant(Role.TENANT_ADMIN));
        assertThat(ids(tenantAdmin.get(TENANTS))).containsExactly(world.tenant().toString());
        assertThat(ids(tenantAdmin.get(world.path() + "/teams")))
                .containsExactlyInAnyOrder(
                        world.team().toString(), world.otherTeam().toString());
        Api member = server.caller(world.grant(Role.MEMBER));
        assertThat(ids(member.get(TENANTS))).containsExactly(world.tenant().toString());
        assertThat(ids(member.get(world.path() + "/teams")))
                .containsExactly(world.team().toString());
        owner.post(world.path() + "/teams/" + world.otherTeam() + "/tokens", "{\"name\": \"theirs\"}")
                .expect(201);
        assertThat(ids(member.get(world.path() + "/tokens"))).isEmpty();
    }

    @Test
    void aMemberIsAddedByLoginAndRemoved() {
        Api admin = server.caller(world.grant(Role.TENANT_ADMIN));
        Api person = server.caller();
        String login =
                owner.get("/api/v1/users/" + person.callerId()).expect(200).text("login");
        String members = world.teamPath() + "/members";
        person.get(members).expect(403);
        Answer added = admin.post(members, "{\"login\": \"%s\", \"role\": \"MEMBER\"}".formatted(login))
                .expect(201);
        assertThat(person.get(members).expect(200).raw()).contains(login);
        admin.delete(members + "/" + added.text("id")).expect(204);
        person.get(members).expect(403);
    }

    @Test
    void aTeamAdminAddsToTheTeamAndToNothingAbove() {
        Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
        String userId = server.caller(world.besideGrant(Role.MEMBER)).callerId().toString();
        String members = world.teamPath() + "/members";
        admin.post(members, "{\"userId\": \"%s\", \"role\": \"TEAM_ADMIN\"}".formatted(userId))
                .expect(201);
        assertThat(admin.post(members, "{\"userId\": \"%s\", \"role\": \"TENANT_ADMIN\"}".formatted(userId))
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("role");
        admin.post(world.path() + "/members", "{\"userId\": \"%s\", \"role\": \"TENANT_AUDITOR\"}".formatted(userId))
                .expect(403);
        admin.post(members, "{\"role\": \"MEMBER\"}").expect(400);
        admin.post(members, "{\"userId\": \"%s\", \"role\": \"MEMBER\"}".formatted(UUID.randomUUID()))
                .expect(400);
    }

    @Test
    void aServiceAccountCallsForItsTeamUntilItIsDisabled() {
        Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
        Answer account = admin.post(
                        world.teamPath() + "/service-accounts", "{\"name\": \"ci\", \"role\": \"TEAM_ADMIN\"}")
                .expect(201);
        String path = account.header("Location");
        Answer issued = admin.post(path + "/access-tokens", "{\"name\": \"t\"}").expect(201);
        Api program = server.anonymous().bearer(issued.text("secret"));
        assertThat(program.get("/api/v1/me").expect(200).text("kind")).isEqualTo("SERVICE_ACCOUNT");
        program.post(world.teamPath() + "/tokens", "{\"name\": \"by ci\"}").expect(201);
        program.post(world.path() + "/teams/" + world.otherTeam() + "/tokens", "{\"name\": \"x\"}")
                .expect(403);
        program.post("/api/v1/me/access-tokens", "{\"name\": \"x\"}").expect(403);
        admin.patch(path, account.etag(), "{\"disabled\": true}").expect(200);
        program.get("/api/v1/me").expect(401);
        admin.patch(path, admin.get(path).etag(), "{\"disabled\": false}").expect(200);
        program.get("/api/v1/me").expect(401);
        Answer again = admin.post(path + "/access-tokens", "{\"name\": \"t\"}").expect(201);
        admin.delete(path + "/access-tokens/" + again.text("id")).expect(204);
        server.anonymous().bearer(again.text("secret")).get("/api/v1/me").expect(401);
        admin.delete(path).expect(204);
        admin.get(path).expect(404);
        admin.post(world.teamPath() + "/service-accounts", "{\"name\": \"x\", \"role\": \"OWNER\"}")
                .expect(400);
    }

    @Test
    void anotherTenantsObjectsAreNotFoundUnderOnesOwnPath() {
        String foreignTeam = "/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.foreignTeam();
        String token = owner.post(foreignTeam + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .text("id");
        String account = owner.post(foreignTeam + "/service-accounts", "{\"name\": \"a\"}")
                .expect(201)
                .text("id");
        String grant = owner.post(
                        foreignTeam + "/members",
                        "{\"userId\": \"%s\", \"role\": \"MEMBER\"}"
                                .formatted(server.caller().callerId()))
                .expect(201)
                .text("id");
        for (Api caller : List.of(server.caller(world.grant(Role.TENANT_ADMIN)), owner)) {
            String mixed = world.path() + "/teams/" + world.foreignTeam();
            caller.get(mixed).expect(404);
            caller.get(mixed + "/tokens").expect(404);
            caller.post(mixed + "/tokens", "{\"name\": \"t\"}").expect(404);
            caller.post(mixed + "/service-accounts", "{\"name\": \"t\"}").expect(404);
            caller.patch(mixed, "\"0\"", "{\"name\": \"taken over\"}").expect(404);
            caller.delete(mixed).expect(404);
            caller.get(world.teamPath() + "/tokens/" + token).expect(404);
            caller.patch(world.teamPath() + "/tokens/" + token, "\"0\"", "{\"blocked\": true}")
                    .expect(404);
            caller.post(world.teamPath() + "/tokens/" + token + "/rotate", "{}").expect(404);
            caller.delete(world.teamPath() + "/tokens/" + token).expect(404);
            caller.get(world.teamPath() + "/service-accounts/" + account).expect(404);
            caller.delete(world.teamPath() + "/service-accounts/" + account).expect(404);
            caller.post(world.teamPath() + "/service-accounts/" + account + "/access-tokens", "{\"name\": \"t\"}")
                    .expect(404);
            caller.delete(world.teamPath() + "/members/" + grant).expect(404);
        }
        owner.get(foreignTeam + "/tokens/" + token).expect(200);
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        page.expect(200)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    private static String name() {
        return "T-" + UUID.randomUUID();
    }
}
