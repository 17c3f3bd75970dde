package dev.keyway.admin.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tokens over all tenants: found, read and changed in bulk, as far as the caller's roles go. */
class AllTokensIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();
    private final String mark = "m" + UUID.randomUUID().toString().substring(0, 8);
    private final String mine = issue(world.teamPath(), "mine");
    private final String beside = issue(world.path() + "/teams/" + world.otherTeam(), "beside");
    private final String foreign =
            issue("/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.foreignTeam(), "foreign");

    @Test
    void eachSeesThoseOfTheirOwnGrants() {
        assertThat(found(owner, "")).containsExactly(foreign, beside, mine);
        assertThat(found(server.caller(world.grant(Role.TENANT_ADMIN)), "")).containsExactly(beside, mine);
        assertThat(found(server.caller(world.grant(Role.MEMBER)), "")).containsExactly(mine);
        Api two = server.caller(
                world.besideGrant(Role.MEMBER), new Grant(Role.TENANT_AUDITOR, Scope.tenant(world.foreignTenant())));
        assertThat(found(two, "")).containsExactly(foreign, beside);
        assertThat(found(two, "&tenantId=" + world.tenant())).containsExactly(beside);
        assertThat(found(two, "&tenantId=" + UUID.randomUUID())).isEmpty();

        two.get("/api/v1/tokens/" + foreign).expect(200);
        two.get("/api/v1/tokens/" + mine).expect(404);
        server.caller(world.grant(Role.MEMBER)).get("/api/v1/tokens/" + foreign).expect(404);
        assertThat(owner.get("/api/v1/tokens/" + mine).expect(200).etag())
                .isEqualTo(owner.get(world.teamPath() + "/tokens/" + mine).etag());
    }

    @Test
    void namesAndTheLastUseAreBesideTheIds() {
        Instant used = server.clock().instant().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        TestEvents events = new TestEvents(new SplittableRandom(7), 1);
        UsageOwner caller = new UsageOwner(world.tenant(), "t", world.team(), "t", UUID.fromString(mine), "mine");
        TestLog.on(server)
                .ship(List.of(
                        events.request(
                                events.id(used),
                                caller,
                                used,
                                LocalDate.ofInstant(used, ZoneOffset.UTC),
                                "COMPLETED",
                                List.of(events.attempt(1, used, 1, null))),
                        events.refusal(caller, used, 7),
                        events.refusal(caller, used.minus(Duration.ofDays(2)), 20)));
        String team = owner.get(world.teamPath()).text("name");
        for (String path : List.of("/api/v1/tokens?search=" + mark, world.teamPath() + "/tokens?search=" + mark)) {
            JsonNode token = server.caller(world.grant(Role.TEAM_ADMIN))
                    .get(path)
                    .expect(200)
                    .json()
                    .at("/items/0");
            assertThat(token.at("/names/team").asString()).isEqualTo(team);
            assertThat(token.at("/names/tenant").asString())
                    .isEqualTo(owner.get(world.path()).text("name"));
            assertThat(token.at("/names/owner").isNull()).isTrue();
            assertThat(token.at("/names/createdBy").isNull())
                    .as("an owner of the installation has no role in the tenant")
                    .isTrue();
            assertThat(owner.get(path)
                            .expect(200)
                            .json()
                            .at("/items/0/names/createdBy")
                            .asString())
                    .isNotEmpty();
            assertThat(Instant.parse(token.at("/lastUsedAt").asString())).isEqualTo(used);
            assertThat(token.at("/refusedLastDay").asLong()).isEqualTo(7);
        }
        Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
        String issued = admin.post(world.teamPath() + "/tokens", "{\"name\": \"t\"}")
                .expect(201)
                .json()
                .findValue("id")
                .asString();
        assertThat(server.caller(world.grant(Role.MEMBER))
                        .get("/api/v1/tokens/" + issued)
                        .expect(200)
                        .json()
                        .at("/names/createdBy")
                        .asString())
                .isNotEmpty();
        JsonNode ofAnother = server.caller(world.grant(Role.MEMBER))
                .get("/api/v1/tokens/" + mine)
                .expect(200)
                .json();
        assertThat(ofAnother.at("/names/team").asString()).isEqualTo(team);
        assertThat(ofAnother.has("lastUsedAt")).isFalse();
        assertThat(ofAnother.has("refusedLastDay")).isFalse();
        assertThat(owner.get(world.teamPath() + "/tokens/" + mine).expect(200).raw())
                .contains("\"lastUsedAt\"");
        owner.get(world.path() + "/teams/" + world.otherTeam() + "/tokens/" + mine)
                .expect(404);
    }

    @Test
    void aPageGoesOnWhereTheOneBeforeEnded() {
        Api two = server.caller(
                world.besideGrant(Role.MEMBER), new Grant(Role.TENANT_AUDITOR, Scope.tenant(world.foreignTenant())));
        for (String blank : List.of("", "%20", "%1F", "%E3%80%80")) {
            two.get("/api/v1/tokens?limit=1&search=" + blank).expect(200);
        }
        Answer first = two.get("/api/v1/tokens?limit=1&search=" + mark).expect(200);
        assertThat(first.text("items/0/id")).isEqualTo(foreign);
        Answer second = two.get("/api/v1/tokens?limit=1&search=" + mark + "&cursor=" + first.text("next"))
                .expect(200);
        assertThat(second.text("items/0/id")).isEqualTo(beside);
        assertThat(second.json().get("next").isNull()).isTrue();
    }

    @Test
    void filtersNarrowEachList() {
        Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
        String path = world.teamPath() + "/tokens";
        String expiring = admin.post(path, """
                {"name": "%s", "expiresAt": "2099-05-01T00:00:00Z", "labels": {"app": "chat"}}""".formatted(mark)).expect(201).text("id");
        String later = server.clock().instant().plus(Duration.ofHours(1)).toString();
        for (String list : List.of("/api/v1/tokens", world.path() + "/tokens", path)) {
            assertThat(found(owner, list, "&createdBy=" + admin.callerId())).containsExactly(expiring);
            assertThat(found(owner, list, "&label=app:chat")).containsExactly(expiring);
            assertThat(found(owner, list, "&label=app:mail")).isEmpty();
            assertThat(found(owner, list, "&expiresFrom=2099-04-30T00:00:00Z&expiresTo=2099-05-02T00:00:00Z"))
                    .containsExactly(expiring);
            assertThat(found(owner, list, "&expiresTo=2099-05-01T00:00:00Z")).isEmpty();
            assertThat(found(owner, list, "&createdTo=2020-01-01T00:00:00Z")).isEmpty();
            assertThat(found(owner, list, "&createdFrom=" + later)).isEmpty();
            assertThat(found(owner, list, "&createdFrom=2020-01-01T00:00:00Z&createdTo=" + later))
                    .contains(expiring, mine);
            assertThat(found(owner, list, "&teamId=" + world.otherTeam()))
                    .isEqualTo(list.equals(path) ? List.of() : List.of(beside));
        }
        assertThat(owner.get("/api/v1/tokens?label=app").expect(400).fields()).containsExactly("label");
    }

    @Test
    void manyAreBlockedRotatedAndRevokedEachWithItsOwnResult() {
        String unknown = UUID.randomUUID().toString();
        String ids = "\"ids\": [\"%s\", \"%s\", \"%s\"]".formatted(mine, foreign, unknown);
        Api admin = server.caller(world.grant(Role.TENANT_ADMIN));

        Answer dry = bulk(admin, "?dryRun=true", "{\"action\": \"BLOCK\", " + ids + "}")
                .expect(200);
        assertThat(dry.text("done")).isEqualTo("1");
        assertThat(status(mine)).isEqualTo("ACTIVE");

        Answer blocked = bulk(admin, "", "{\"action\": \"BLOCK\", " + ids + "}").expect(200);
        assertThat(outcomes(blocked)).isEqualTo(Map.of(mine, "DONE", foreign, "NOT_FOUND", unknown, "NOT_FOUND"));
        assertThat(blocked.text("failed")).isEqualTo("2");
        assertThat(status(mine)).isEqualTo("BLOCKED");
        assertThat(status(foreign)).isEqualTo("ACTIVE");
        assertThat(outcomes(bulk(admin, "", "{\"action\": \"BLOCK\", " + ids + "}")))
                .containsEntry(mine, "UNCHANGED");
        assertThat(owner.get("/api/v1/audit?kind=token&action=updated&objectId=" + mine)
                        .text("items/0/after/status"))
                .isEqualTo("BLOCKED");

        Answer rotated = bulk(admin, "", "{\"action\": \"ROTATE\", \"grace\": \"PT0S\", " + ids + "}")
                .expect(200);
        String secret = rotated.text("items/0/secret");
        assertThat(secret).startsWith("kwy_");
        assertThat(owner.get("/api/v1/tokens/" + mine).text("last4")).isEqualTo(secret.substring(49));

        Answer revoked = bulk(admin, "", """
                {"action": "REVOKE", "filter": {"search": "%s"}}""".formatted(mark)).expect(200);
        assertThat(outcomes(revoked)).isEqualTo(Map.of(mine, "DONE", beside, "DONE"));
        assertThat(status(mine)).isEqualTo("REVOKED");
        Answer again = bulk(admin, "", "{\"action\": \"UNBLOCK\", " + ids + "}").expect(200);
        assertThat(outcomes(again)).containsEntry(mine, "REFUSED");
        assertThat(again.text("items/0/message")).contains("revoked, for good");
    }

    @Test
    void aDryRunReportsWhatTheRunDoesInEveryState() {
        Api admin = server.caller(world.grant(Role.TEAM_ADMIN));
        String team = world.teamPath();
        String blockedAbove = issue(team, "blocked above");
        String blockedHere = issue(team, "blocked here");
        String revoked = issue(team, "revoked");
        String stopped = stopped(team);
        assertThat(outcomes(bulk(owner, "", change("BLOCK", blockedAbove)))).containsValue("DONE");
        assertThat(outcomes(bulk(admin, "", change("BLOCK", blockedHere)))).containsValue("DONE");
        assertThat(outcomes(bulk(owner, "", change("REVOKE", revoked)))).containsValue("DONE");
        String[] all = {
            mine, blockedAbove, blockedHere, revoked, stopped, UUID.randomUUID().toString()
        };
        for (String action : List.of("UNBLOCK", "BLOCK", "ROTATE", "UNBLOCK", "REVOKE", "UNBLOCK")) {
            Answer dry = bulk(admin, "?dryRun=true", change(action, all)).expect(200);
            Answer run = bulk(admin, "", change(action, all)).expect(200);
            assertThat(withoutSecrets(dry)).as(action).isEqualTo(withoutSecrets(run));
            assertThat(dry.raw()).doesNotContain("kwy_");
            if (action.equals("UNBLOCK") && !status(mine).equals("REVOKED")) {
                assertThat(outcomes(run)).containsEntry(blockedAbove, "REFUSED").containsEntry(stopped, "REFUSED");
            }
        }
    }

    @Test
    void secretsOfPartsThatAreDoneAreReportedWhateverEndsTheWork() {
        server.database().execute("""
                CREATE OR REPLACE FUNCTION keyway.rotation_fails() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'out of order' USING ERRCODE = 'XX000'; END $$""", """
                CREATE OR REPLACE TRIGGER rotation_fails BEFORE UPDATE ON keyway.proxy_token FOR EACH ROW
                WHEN (NEW.name = 'rotation fails') EXECUTE FUNCTION keyway.rotation_fails()""");
        server.sql().sql("""
                INSERT INTO keyway.proxy_token (id, tenant_id, team_id, name, last4, created_at, updated_at)
                SELECT uuidv7(), ?, ?, CASE n WHEN 1 THEN 'rotation fails' ELSE 'part' END, 'last', now(), now()
                FROM generate_series(1, 501) n""").params(world.tenant(), world.otherTeam()).update();
        Answer report = bulk(
                        owner,
                        "",
                        "{\"action\": \"ROTATE\", \"filter\": {\"teamId\": \"%s\"}}".formatted(world.otherTeam()))
                .expect(200);
        assertThat(report.text("done")).isEqualTo("500");
        assertThat(report.text("failed")).isEqualTo("2");
        assertThat(report.json().get("items").valueStream())
                .allSatisfy(item -> assertThat(item.get("secret").isString())
                        .isEqualTo(item.get("outcome").asString().equals("DONE")));
        assertThat(outcomes(report).values()).containsOnly("DONE", "NOT_TRIED");
    }

    @Test
    void aTeamAdminChangesNoOtherTeamsTokensAndAnAuditorNone() {
        Api both = server.caller(
                world.grant(Role.TEAM_ADMIN), new Grant(Role.TENANT_AUDITOR, Scope.tenant(world.tenant())));
        bulk(both, "", "{\"action\": \"BLOCK\", \"filter\": {\"search\": \" \"}}")
                .expect(400);
        Answer blocked = bulk(both, "", "{\"action\": \"BLOCK\", \"filter\": {\"search\": \"%s\"}}".formatted(mark));
        assertThat(outcomes(blocked)).isEqualTo(Map.of(mine, "DONE"));
        Answer named = bulk(both, "", "{\"action\": \"BLOCK\", \"ids\": [\"%s\"]}".formatted(beside));
        assertThat(outcomes(named)).isEqualTo(Map.of(beside, "NOT_FOUND"));
        assertThat(status(beside)).isEqualTo("ACTIVE");
    }

    @Test
    void whatIsNotClearIsRefused() {
        assertThat(bulk(owner, "", "{\"action\": \"REVOKE\", \"filter\": {}}")
                        .expect(400)
                        .fields())
                .containsExactly("filter");
        assertThat(bulk(owner, "", "{\"action\": \"REVOKE\", \"ids\": [\"%s\", \"%s\"]}".formatted(mine, mine))
                        .expect(400)
                        .fields())
                .containsExactly("ids");
        assertThat(bulk(owner, "", "{\"action\": \"REVOKE\"}").expect(400).fields())
                .containsExactly("ids");
        assertThat(bulk(owner, "", "{\"action\": \"REVOKE\", \"ids\": [\"%s\"], \"grace\": \"PT1H\"}".formatted(mine))
                        .expect(400)
                        .fields())
                .containsExactly("grace");
        assertThat(status(mine)).isEqualTo("ACTIVE");
    }

    @Test
    void moreThanOnePartIsDone() {
        server.sql().sql("""
                INSERT INTO keyway.proxy_token (id, tenant_id, team_id, name, last4, created_at, updated_at)
                SELECT uuidv7(), ?, ?, 'part ' || n, 'last', now(), now() FROM generate_series(1, 501) n""").params(world.tenant(), world.otherTeam()).update();
        String filter = "{\"action\": \"BLOCK\", \"filter\": {\"teamId\": \"%s\"}}".formatted(world.otherTeam());
        assertThat(bulk(owner, "?dryRun=true", filter).text("done")).isEqualTo("502");
        assertThat(bulk(owner, "", filter).text("done")).isEqualTo("502");
        assertThat(bulk(owner, "", filter).text("unchanged")).isEqualTo("502");

        String team = world.path() + "/teams/" + world.otherTeam();
        owner.delete(team).expect(409);
        owner.delete(team + "?revokeTokens=true").expect(204);
        owner.get(team).expect(404);
        assertThat(status(beside)).isEqualTo("REVOKED");
    }

    private String issue(String team, String name) {
        return owner.post(team + "/tokens", "{\"name\": \"%s %s\"}".formatted(mark, name))
                .expect(201)
                .text("id");
    }

    private List<String> found(Api caller, String filter) {
        return found(caller, "/api/v1/tokens", filter);
    }

    private List<String> found(Api caller, String list, String filter) {
        return caller.get(list + "?search=" + mark + filter)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private String status(String token) {
        return owner.get("/api/v1/tokens/" + token).expect(200).text("status");
    }

    private static Answer bulk(Api caller, String query, String body) {
        return caller.post("/api/v1/tokens/bulk" + query, body);
    }

    private static String change(String action, String... ids) {
        return "{\"action\": \"%s\", \"ids\": [\"%s\"]}".formatted(action, String.join("\", \"", ids));
    }

    /** Of a service account that is disabled, and its tokens with it. */
    private String stopped(String team) {
        Answer account = owner.post(team + "/service-accounts", "{\"name\": \"%s\"}".formatted(mark))
                .expect(201);
        String token = owner.post(
                        team + "/tokens",
                        "{\"name\": \"%s\", \"serviceAccountId\": \"%s\"}".formatted(mark, account.text("id")))
                .expect(201)
                .text("id");
        owner.patch(account.header("Location"), account.etag(), "{\"disabled\": true}")
                .expect(200);
        return token;
    }

    private static String withoutSecrets(Answer report) {
        return report.json()
                .get("items")
                .valueStream()
                .map(item -> item.get("id") + " " + item.get("outcome") + " " + item.get("message"))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> outcomes(Answer report) {
        return report.json()
                .get("items")
                .valueStream()
                .collect(Collectors.toMap(
                        (JsonNode item) -> item.get("id").asString(),
                        item -> item.get("outcome").asString()));
    }
}
