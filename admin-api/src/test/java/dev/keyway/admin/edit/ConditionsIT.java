package dev.keyway.admin.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** If-Match on every kind of thing, changes that change nothing, and who decides who calls. */
class ConditionsIT {

    private static AdminServer server;
    private static Api owner;
    private static World world;

    @BeforeAll
    static void start() {
        server = AdminServer.shared();
        owner = server.owner();
        world = World.in(server);
    }

    @Test
    void nothingIsDeletedThatHasChangedSinceItWasRead() {
        made().forEach((path, change) -> {
            String read = owner.get(path).expect(200).etag();
            owner.patch(path, read, change).expect(200);
            assertThat(owner.with("If-Match", read).delete(path).expect(412).text("code"))
                    .as(path)
                    .isEqualTo("version_changed");
            owner.with("If-Match", "3").delete(path).expect(400);
            owner.with("If-Match", owner.get(path).expect(200).etag())
                    .delete(path)
                    .expect(204);
        });
    }

    /** What is outdated is read again first: its state may be another by then. */
    @Test
    void anOutdatedVersionIsJudgedBeforeTheStateOfWhatIsThere() {
        String slug = "c" + UUID.randomUUID().toString().replace("-", "");
        String renamed = named("{\"name\": \"Renamed %s\"}");
        String tenant = path("/api/v1/tenants", "{\"name\": \"%s\"}");
        String team = path(tenant + "/teams", "{\"name\": \"%s\"}");
        String token = path(team + "/tokens", "{\"name\": \"%s\"}");
        String provider =
                path("/api/v1/providers", "{\"slug\": \"" + slug + "\", \"baseUrl\": \"https://api.example.com/v1\"}");
        String account = path(provider + "/accounts", "{\"name\": \"%s\"}");
        String key = "{\"secret\": \"sk-conditions-%s\", \"accountId\": \"" + account.replaceAll(".*/", "") + "\"}";
        String made = path(provider + "/keys", key);
        owner.get(made).expect(200);
        for (String inUse : List.of(tenant, team, provider, account)) {
            String outdated = owner.get(inUse).expect(200).etag();
            owner.patch(inUse, outdated, renamed).expect(200);
            owner.with("If-Match", outdated).delete(inUse).expect(412);
            owner.with("If-Match", "*").delete(inUse).expect(409);
        }
        String read = owner.get(token).expect(200).etag();
        owner.delete(token).expect(204);
        owner.patch(token, read, renamed).expect(412);
        owner.with("If-Match", read).delete(token).expect(412);
        owner.patch(token, "*", renamed).expect(409);
        owner.delete(token).expect(409);
    }

    @Test
    void aStarIsWhicheverVersionIsThere() {
        made().forEach((path, change) -> {
            owner.patch(path, "*", change).expect(200);
            owner.with("If-Match", "*").delete(path).expect(204);
        });
    }

    @Test
    void whatChangesNothingIsNotWritten() {
        made().forEach((path, change) -> {
            Answer before = owner.patch(path, "*", change).expect(200);
            long revision = revision();
            for (String patch : new String[] {"{}", change}) {
                Answer after = owner.patch(path, before.etag(), patch).expect(200);
                assertThat(after.etag()).as(path + " " + patch).isEqualTo(before.etag());
            }
            String id = path.substring(path.lastIndexOf('/') + 1);
            assertThat(owner.get("/api/v1/audit?action=updated&objectId=" + id)
                            .json()
                            .get("items"))
                    .as(path)
                    .hasSize(1);
            assertThat(revision()).as(path).isEqualTo(revision);
        });
    }

    @Test
    void whatIsShownCanBeSentBack() {
        Map<String, String> made = made();
        made.put(world.teamPath() + "/limits", "{}");
        made.forEach((path, change) -> {
            Answer shown = owner.get(path).expect(200);
            assertThat(owner.patch(path, shown.etag(), shown.raw()).expect(200).etag())
                    .as(path)
                    .isEqualTo(shown.etag());
            assertThat(owner.patch(path, "*", "{\"updatedAt\": \"2020-01-01T00:00:00Z\"}")
                            .expect(400)
                            .fields())
                    .as(path)
                    .containsExactly("updatedAt");
            owner.patch(path, "*", "{\"updatedUp\": null}").expect(400);
            if (!path.endsWith("/limits")) {
                owner.delete(path).expect(204);
            }
        });
    }

    @Test
    void whatHasNoVersionsIsDeletedWithoutAnEtag() {
        String path = "/api/v1/oidc/rules/"
                + make("/api/v1/oidc/rules", "{\"claim\": \"c\", \"value\": \"%s\", \"role\": \"AUDITOR\"}");
        owner.with("If-Match", "\"1\"").delete(path).expect(412);
        owner.delete(path).expect(204);
    }

    @Test
    void aBearerDecidesOverACookie() {
        Answer session = server.anonymous()
                .post(
                        "/api/v1/session",
                        "{\"login\": \"owner\", \"password\": \"%s\"}".formatted(AdminServer.OWNER_PASSWORD))
                .expect(204);
        String cookie = session.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("keyway_session"))
                .findFirst()
                .orElseThrow()
                .replaceAll(";.*", "");
        Api both = owner.with("Cookie", cookie);

        both.post("/api/v1/tenants", "{\"name\": \"By bearer %s\"}".formatted(UUID.randomUUID()))
                .expect(201);
        assertThat(both.get("/api/v1/me").expect(200).raw())
                .contains(owner.callerId().toString());
        both.bearer("kwa_wrong").get("/api/v1/me").expect(401);
    }

    @Test
    void aCursorIsOfItsList() {
        make("/api/v1/tenants", "{\"name\": \"%s\"}");
        String next = owner.get("/api/v1/tenants?limit=1").expect(200).text("next");

        owner.get("/api/v1/tenants?limit=1&cursor=" + next).expect(200);
        for (String list :
                new String[] {"/api/v1/users", "/api/v1/audit", world.path() + "/teams", "/api/v1/aliases"}) {
            assertThat(owner.get(list + "?cursor=" + next).expect(400).text("code"))
                    .isEqualTo("invalid_cursor");
        }
    }

    /** One of each kind, with a patch that changes it. */
    private Map<String, String> made() {
        Map<String, String> made = new LinkedHashMap<>();
        String name = "{\"name\": \"Renamed %s\"}";
        made.put(path("/api/v1/tenants", "{\"name\": \"%s\"}"), named(name));
        made.put(path(world.path() + "/teams", "{\"name\": \"%s\"}"), named(name));
        made.put(path(world.teamPath() + "/tokens", "{\"name\": \"%s\"}"), named(name));
        made.put(path(world.teamPath() + "/service-accounts", "{\"name\": \"%s\"}"), named(name));
        made.put(path("/api/v1/users", "{\"login\": \"%1$s\", \"name\": \"n\"}"), named(name));
        made.put(path("/api/v1/gateways", "{\"name\": \"%s\"}"), named(name));
        String tenant = path("/api/v1/tenants", "{\"name\": \"%s\"}");
        made.put(path(tenant + "/budgets", "{\"period\": \"DAY\", \"amount\": \"10\"}"), "{\"amount\": \"11.0\"}");
        made.put(
                path(
                        "/api/v1/alert-channels",
                        "{\"name\": \"%s\", \"kind\": \"WEBHOOK\", \"target\": \"https://hooks.example.com/x\", \"events\": [\"KEY_LOCKED\"]}"),
                named(name));
        String slug = "p" + UUID.randomUUID().toString().replace("-", "");
        String provider = "/api/v1/providers/"
                + make(
                        "/api/v1/providers",
                        "{\"slug\": \"" + slug + "\", \"baseUrl\": \"https://api.example.com/v1\"}");
        made.put(path(provider + "/accounts", "{\"name\": \"%s\"}"), named(name));
        made.put(path(provider + "/models", "{\"name\": \"%s\"}"), "{\"contextWindow\": 1000}");
        made.put(path(provider + "/keys", "{\"secret\": \"sk-%s\"}"), "{\"weight\": 2}");
        String unused = slug + "x";
        made.put(
                path(
                        "/api/v1/providers",
                        "{\"slug\": \"" + unused + "\", \"baseUrl\": \"https://api.example.com/v1\"}"),
                named(name));
        String targets = "[{\"providerId\": \"" + provider.replaceAll(".*/", "") + "\", \"model\": \"m\"}]";
        made.put(
                path("/api/v1/aliases", "{\"name\": \"%s\", \"targets\": " + targets + "}"),
                named("{\"name\": \"renamed-%s\"}"));
        return made;
    }

    private static String named(String patch) {
        return patch.formatted(UUID.randomUUID());
    }

    private static String path(String list, String body) {
        return list + "/" + make(list, body);
    }

    private static String make(String list, String body) {
        return owner.post(list, body.formatted(UUID.randomUUID())).expect(201).text("id");
    }

    private static long revision() {
        return server.sql()
                .sql("SELECT value FROM keyway.revision")
                .query(Long.class)
                .single();
    }
}
