package dev.keyway.admin.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import org.junit.jupiter.api.Test;

/** A member's own token: no administrator ever has its secret. */
class MemberTokensIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
    private final Api member = server.caller(world.grant(Role.MEMBER));
    private final String tokens = world.teamPath() + "/tokens";
    private final Answer issued =
            admin.post(tokens, """
                    {"name": "laptop", "ownerId": "%s"}""".formatted(member.callerId())).expect(201);
    private final String id = issued.text("id");

    @Test
    void theMemberRevealsItOnceAndRotatesIt() {
        assertThat(issued.json().get("secret").isNull()).isTrue();
        assertThat(issued.text("token/status")).isEqualTo("PENDING");
        assertThat(issued.json().at("/token/last4").isNull()).isTrue();
        assertThat(admin.get(tokens + "?status=PENDING&ownerId=" + member.callerId())
                        .expect(200)
                        .text("items/0/id"))
                .isEqualTo(id);
        assertThat(admin.get(tokens + "?status=ACTIVE&ownerId=" + member.callerId())
                        .expect(200)
                        .json()
                        .get("items")
                        .isEmpty())
                .isTrue();
        assertThat(member.get("/api/v1/me/tokens").expect(200).text("items/0/id"))
                .isEqualTo(id);
        member.post(mine("rotate"), "{}").expect(409);

        Answer revealed = member.post(mine("reveal"), "").expect(200);
        assertThat(revealed.text("secret")).startsWith("kwy_").endsWith(revealed.text("token/last4"));
        assertThat(revealed.text("token/status")).isEqualTo("ACTIVE");
        member.post(mine("reveal"), "").expect(409);
        Answer rotated = member.post(mine("rotate"), "{\"grace\": \"PT0S\"}").expect(200);
        assertThat(rotated.text("secret")).startsWith("kwy_").isNotEqualTo(revealed.text("secret"));
        assertThat(server.owner()
                        .get("/api/v1/audit?kind=token&action=revealed&objectId=" + id)
                        .text("items/0/actorId"))
                .isEqualTo(member.callerId().toString());
    }

    @Test
    void anAdministratorNeitherRevealsNorRotatesIt() {
        for (Api other : new Api[] {admin, server.owner()}) {
            other.post(mine("reveal"), "").expect(404);
            other.post(mine("rotate"), "{}").expect(404);
            other.post(tokens + "/" + id + "/rotate", "{}").expect(409);
            assertThat(other.post("/api/v1/tokens/bulk", "{\"action\": \"ROTATE\", \"ids\": [\"%s\"]}".formatted(id))
                            .expect(200)
                            .text("items/0/outcome"))
                    .isEqualTo("REFUSED");
        }
        String etag = admin.get(tokens + "/" + id).etag();
        assertThat(admin.patch(tokens + "/" + id, etag, "{\"blocked\": true}")
                        .expect(200)
                        .text("status"))
                .isEqualTo("BLOCKED");
        admin.delete(tokens + "/" + id).expect(204);
        member.post(mine("reveal"), "").expect(409);
    }

    @Test
    void theOwnerIsAMemberOfTheTeamAndStaysOne() {
        assertThat(admin.post(tokens, """
                {"name": "x", "ownerId": "%s"}""".formatted(server.owner().callerId()))
                        .expect(400)
                        .fields())
                .containsExactly("ownerId");
        admin.delete(world.teamPath() + "/members/" + grant(world.teamPath())).expect(204);
        member.post(mine("reveal"), "").expect(404);
        assertThat(member.get("/api/v1/me/tokens")
                        .expect(200)
                        .json()
                        .get("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void itStopsWithItsOwner() {
        Api boss = server.owner();
        String token = tokens + "/" + id;
        String person = "/api/v1/users/" + member.callerId();
        boss.patch(person, boss.get(person).etag(), "{\"disabled\": true}").expect(200);
        requireBlocked(token);
        assertThat(boss.post(tokens, """
                {"name": "x", "ownerId": "%s"}""".formatted(member.callerId()))
                        .expect(400)
                        .fields())
                .containsExactly("ownerId");
        boss.patch(person, boss.get(person).etag(), "{\"disabled\": false}").expect(200);
        assertThat(boss.get(token).text("status")).isEqualTo("BLOCKED");
        unblock(token).expect(200);

        // Another role over the team is enough.
        boss.post(world.path() + "/members", """
                {"userId": "%s", "role": "TENANT_AUDITOR"}""".formatted(member.callerId())).expect(201);
        admin.delete(world.teamPath() + "/members/" + grant(world.teamPath())).expect(204);
        assertThat(boss.get(token).text("status")).isEqualTo("PENDING");
        boss.put(world.path() + "/members/" + grant(world.path()), """
                {"role": "MEMBER", "teamId": "%s"}""".formatted(
                                world.besideGrant(Role.MEMBER).scope().team()))
                .expect(200);
        requireBlocked(token);
        boss.post(world.teamPath() + "/members", """
                {"userId": "%s", "role": "MEMBER"}""".formatted(member.callerId()))
                .expect(201);
        unblock(token).expect(200);
        boss.delete(person).expect(204);
        requireBlocked(token);
    }

    private void requireBlocked(String token) {
        assertThat(admin.get(token).text("status")).isEqualTo("BLOCKED");
        unblock(token).expect(409);
    }

    private Answer unblock(String token) {
        Api boss = server.owner();
        return boss.patch(token, boss.get(token).etag(), "{\"blocked\": false}");
    }

    /** The member's, over a tenant or a team. */
    private String grant(String path) {
        return server.owner()
                .get(path + "/members")
                .json()
                .get("items")
                .valueStream()
                .filter(item ->
                        item.get("userId").asString().equals(member.callerId().toString()))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();
    }

    private String mine(String action) {
        return "/api/v1/me/tokens/" + id + "/" + action;
    }
}
