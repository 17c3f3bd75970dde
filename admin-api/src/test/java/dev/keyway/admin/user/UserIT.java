package dev.keyway.admin.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The life of a user, and of the roles that they hold. */
class UserIT {

    private static final String USERS = "/api/v1/users";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();

    @Test
    void isMadeReadChangedAndDeleted() {
        Answer made = create("life").expect(201);
        String path = made.header("Location");
        assertThat(path).isEqualTo(USERS + "/" + made.text("id"));
        Answer changed =
                owner.patch(path, made.etag(), "{\"name\": \"Changed\"}").expect(200);
        assertThat(changed.text("name")).isEqualTo("Changed");
        assertThat(changed.text("login")).isEqualTo(made.text("login"));
        assertThat(owner.get(path).expect(200).etag()).isEqualTo(changed.etag()).isNotEqualTo(made.etag());
        owner.delete(path).expect(204);
        owner.get(path).expect(404);
        create("again").expect(201);
    }

    @Test
    void whoChangesWhatTheyDidNotReadIsToldSo() {
        Answer made = create("race").expect(201);
        String path = made.header("Location");
        owner.patch(path, made.etag(), "{\"name\": \"First\"}").expect(200);
        Answer second = owner.patch(path, made.etag(), "{\"name\": \"Second\"}").expect(412);
        assertThat(second.text("code")).isEqualTo("version_changed");
        assertThat(owner.call("PATCH", path, "{\"name\": \"Third\"}")
                        .expect(428)
                        .text("code"))
                .isEqualTo("version_required");
    }

    @Test
    void aLoginIsTakenWhateverItsCase() {
        String login = create("taken").expect(201).text("login");
        Answer answer = owner.post(
                        USERS,
                        "{\"login\": \"%s\", \"name\": \"x\"}".formatted(login.toUpperCase(java.util.Locale.ROOT)))
                .expect(409);
        assertThat(answer.text("code")).isEqualTo("name_taken");
        assertThat(answer.text("errors/0/field")).isEqualTo("login");
    }

    @Test
    void aBadBodyIsToldByFieldAndNeverAnError() {
        assertThat(owner.post(USERS, "{\"login\": \"\"}").expect(400).raw()).contains("\"login\"", "\"name\"");
        assertThat(owner.post(USERS, "{\"login\": \"a\", \"name\": \"a\", \"rank\": 1}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("rank");
        assertThat(owner.post(USERS, "{\"login\": [1], \"name\": \"a\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("login");
        assertThat(owner.post(USERS, "{").expect(400).text("code")).isEqualTo("invalid_json");
        assertThat(owner.post(USERS, "{\"login\": \"a\\u0000b\", \"name\": \"a\"}")
                        .expect(400)
                        .text("code"))
                .isEqualTo("invalid_request");
        owner.post(USERS, "{\"login\": \"a\", \"name\": \"a\", \"password\": \"short\"}")
                .expect(400);
        owner.get(USERS + "/nobody").expect(404);
        assertThat(owner.get(USERS + "?cursor=nonsense").expect(400).text("code"))
                .isEqualTo("invalid_cursor");
        assertThat(owner.get(USERS + "?limit=0").expect(400).text("errors/0/field"))
                .isEqualTo("limit");
        owner.with("Content-Type", "text/plain").post(USERS, "x").expect(415);
    }

    @Test
    void aListIsReadPageByPageWithoutGapsWhileItGrows() {
        String mark = "page-" + System.nanoTime();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(owner.post(USERS, "{\"login\": \"%s-%d\", \"name\": \"P\"}".formatted(mark, i))
                    .expect(201)
                    .text("id"));
        }
        List<String> read = new ArrayList<>();
        String next = "";
        do {
            Answer page = owner.get(USERS + "?limit=2&search=" + mark + "&cursor=" + next)
                    .expect(200);
            for (JsonNode item : page.json().get("items")) {
                read.add(item.get("id").asString());
            }
            next = page.json().get("next").isNull() ? "" : page.text("next");
            owner.post(USERS, "{\"login\": \"%s-later-%d\", \"name\": \"P\"}".formatted(mark, read.size()))
                    .expect(201);
        } while (!next.isEmpty());
        assertThat(read).isEqualTo(made);
    }

    @Test
    void aRoleIsGivenHeldAndTaken() {
        Answer user = create("roles").expect(201);
        String grants = user.header("Location") + "/grants";
        Answer given = owner.post(grants, "{\"role\": \"AUDITOR\"}").expect(201);
        assertThat(owner.get(grants).expect(200).json().at("/items/0/role").asString())
                .isEqualTo("AUDITOR");
        owner.post(grants, "{\"role\": \"AUDITOR\"}").expect(409);
        owner.delete(grants + "/" + given.text("id")).expect(204);
        assertThat(owner.get(grants).expect(200).json().get("items").isEmpty()).isTrue();
    }

    @Test
    void nobodyGivesMoreThanTheyHold() {
        Api admin = server.caller(new Grant(Role.ADMIN, Scope.INSTALLATION));
        String grants = create("beyond").expect(201).header("Location") + "/grants";
        assertThat(admin.post(grants, "{\"role\": \"OWNER\"}").expect(403).text("code"))
                .isEqualTo("beyond_own_role");
        admin.post(grants, "{\"role\": \"ADMIN\"}").expect(201);
        owner.post(grants, "{\"role\": \"OWNER\"}").expect(201);
        String path = grants.replace("/grants", "");
        admin.put(path + "/password", "{\"password\": \"taken over it is\"}").expect(403);
        admin.delete(path).expect(403);
    }

    @Test
    void nobodyDisablesOrDeletesThemselves() {
        String own = USERS + "/" + owner.callerId();
        Answer me = owner.get(own).expect(200);
        owner.patch(own, me.etag(), "{\"disabled\": true}").expect(409);
        owner.delete(own).expect(409);
    }

    @Test
    void whoIsDisabledIsOutAtOnce() {
        Api other = server.caller(new Grant(Role.AUDITOR, Scope.INSTALLATION));
        other.get("/api/v1/me").expect(200);
        String path = USERS + "/" + other.callerId();
        owner.patch(path, owner.get(path).etag(), "{\"disabled\": true}").expect(200);
        other.get("/api/v1/me").expect(401);
    }

    @Test
    void aLoginThatCouldBeTakenForAnotherIsRefused() {
        for (String login : List.of("own\u0435r", "a\u202eb", "a\\nb", "a\u200bb")) {
            assertThat(owner.post(USERS, "{\"login\": \"%s\", \"name\": \"x\"}".formatted(login))
                            .expect(400)
                            .fields())
                    .as(login)
                    .containsExactly("login");
        }
        assertThat(owner.post(USERS, "{\"login\": \"fine-%d\", \"name\": \"a\u202eb\"}".formatted(System.nanoTime()))
                        .expect(400)
                        .fields())
                .containsExactly("name");
    }

    @Test
    void aMomentThatNobodyCanMeanIsRefused() {
        for (String moment : List.of("+294277-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z")) {
            assertThat(owner.post(
                                    "/api/v1/me/access-tokens",
                                    "{\"name\": \"x\", \"expiresAt\": \"%s\"}".formatted(moment))
                            .expect(400)
                            .fields())
                    .as(moment)
                    .containsExactly("expiresAt");
            assertThat(owner.get("/api/v1/audit?from=" + moment.replace("+", "%2B"))
                            .expect(400)
                            .fields())
                    .as(moment)
                    .containsExactly("from");
        }
        owner.get("/api/v1/audit?from=2026-01-01T00:00:00Z").expect(200);
    }

    @Test
    void nobodySetsWhatIsNotTheirsToSet() {
        for (String member : List.of(
                "\"id\": \"00000000-0000-0000-0000-000000000001\"",
                "\"grants\": [{\"role\": \"OWNER\"}]",
                "\"roles\": [\"OWNER\"]",
                "\"passwordHash\": \"x\"",
                "\"password_hash\": \"x\"",
                "\"version\": 7",
                "\"createdAt\": \"2026-01-01T00:00:00Z\"",
                "\"disabledAt\": null",
                "\"deletedAt\": null",
                "\"oidcSubject\": \"s\"",
                "\"tenantId\": \"00000000-0000-0000-0000-000000000001\"",
                "\"@class\": \"java.lang.Object\"",
                "\"__proto__\": {}",
                "\"class\": {\"classLoader\": {}}")) {
            owner.post(USERS, "{\"login\": \"mass-%d\", \"name\": \"M\", %s}".formatted(System.nanoTime(), member))
                    .expect(400);
        }
        owner.post(USERS, "[\"dev.keyway.admin.user.NewUser\", {\"login\": \"x\", \"name\": \"x\"}]")
                .expect(400);
    }

    @Test
    void anOwnerStaysWhoCanSignIn() {
        AdminServer alone = AdminServer.start();
        try (alone) {
            Api asked = alone.owner();
            String first = asked.get(USERS + "?search=owner").expect(200).text("items/0/id");
            String grants = USERS + "/" + first + "/grants";
            String grant = asked.get(grants).expect(200).text("items/0/id");
            // Who has neither a password nor another way to sign in does not count.
            assertThat(asked.delete(grants + "/" + grant).expect(409).text("detail"))
                    .contains("last owner who can sign in");
            String path = USERS + "/" + first;
            asked.patch(path, asked.get(path).etag(), "{\"disabled\": true}").expect(409);
            assertThat(asked.delete(path).expect(409).text("detail")).contains("last owner who can sign in");
            Answer second = asked.post(
                            USERS, "{\"login\": \"second\", \"name\": \"S\", \"password\": \"a long password\"}")
                    .expect(201);
            asked.post(second.header("Location") + "/grants", "{\"role\": \"OWNER\"}")
                    .expect(201);
            asked.patch(path, asked.get(path).etag(), "{\"disabled\": true}").expect(200);
            String other = second.header("Location");
            asked.delete(other + "/grants/" + asked.get(other + "/grants").text("items/0/id"))
                    .expect(409);
        }
    }

    @Test
    void whoIsDeletedLosesTheirRolesAndTheAuditShowsIt() {
        String user = create("leaver").expect(201).header("Location");
        String grant = owner.post(user + "/grants", "{\"role\": \"AUDITOR\"}")
                .expect(201)
                .text("id");
        owner.delete(user).expect(204);
        assertThat(owner.get("/api/v1/audit?kind=role_grant&action=deleted&objectId=" + grant)
                        .expect(200)
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    private Answer create(String name) {
        return owner.post(USERS, "{\"login\": \"%s-%d\", \"name\": \"%s\"}".formatted(name, System.nanoTime(), name));
    }
}
