package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.usage.TestLog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Usage is shown as far as a caller's roles go, whatever the filter asks for. */
class UsageReachIT {

    private static final String LIST = "/api/v1/usage/requests";
    private static final String SUM = "/api/v1/usage/summary";
    private static final String SERIES = "/api/v1/usage/series?interval=day&from=2026-10-01T00:00:00Z&";
    private static final Set<Role> INSTALLATION = EnumSet.of(Role.OWNER, Role.ADMIN, Role.AUDITOR);

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final TestLog log = TestLog.on(server);
    private final Api owner = server.owner();
    private final UUID provider = provider();
    private final UUID foreignProvider = provider();
    private final UUID key = UUID.randomUUID();
    private final UUID token = token(world.teamPath(), "{\"name\": \"t\"}");
    private final UUID tokenBeside = token(
            world.path() + "/teams/" + world.besideGrant(Role.MEMBER).scope().team(), "{\"name\": \"t\"}");
    private final UUID foreignToken =
            token("/api/v1/tenants/" + world.foreignTenant() + "/teams/" + world.foreignTeam(), "{\"name\": \"t\"}");
    private UUID record = key;
    private UUID beside = key;
    private UUID foreign = key;

    @BeforeEach
    void book() {
        record = TestCall.of(world.tenant(), world.team(), token)
                .attempt(provider, key, "m", 10)
                .book(log);
        beside = TestCall.of(world.tenant(), world.otherTeam(), tokenBeside)
                .attempt(provider, key, "m", 200)
                .book(log);
        foreign = TestCall.of(world.foreignTenant(), world.foreignTeam(), foreignToken)
                .attempt(foreignProvider, UUID.randomUUID(), "m", 3000)
                .book(log);
    }

    @Test
    void aListIsNarrowedToTheRolesOfItsCaller() {
        assertThat(items(as(Role.TENANT_ADMIN), LIST)).containsExactlyInAnyOrder(record, beside);
        assertThat(items(as(Role.TENANT_AUDITOR), LIST)).containsExactlyInAnyOrder(record, beside);
        assertThat(items(as(Role.TEAM_ADMIN), LIST)).containsExactly(record);
        assertThat(items(as(Role.MEMBER), LIST)).isEmpty();
        assertThat(items(server.caller(world.grant(Role.TEAM_ADMIN), world.foreignGrant(Role.TENANT_AUDITOR)), LIST))
                .containsExactlyInAnyOrder(record, foreign);
        for (Role role : INSTALLATION) {
            assertThat(items(as(role), LIST + "?provider=" + provider)).containsExactlyInAnyOrder(record, beside);
            as(role).get(LIST + "/" + foreign).expect(200);
        }
    }

    /** Sums of whole days are stored by tenant alone, too, which must not answer for a team. */
    @Test
    void sumsOfStoredDaysAreNarrowedAsWell() {
        for (String step : List.of("begin_usage_day", "sum_usage_day")) {
            server.sql()
                    .sql("SELECT keyway.%s(date '2026-10-05')".formatted(step))
                    .query(Boolean.class)
                    .single();
        }
        assertSumsAreNarrowed();
    }

    @Test
    void sumsAreNarrowedAsWell() {
        assertSumsAreNarrowed();
    }

    private void assertSumsAreNarrowed() {
        for (String range :
                List.of("", "from=2026-10-05T12:00:00Z", "from=2026-10-05T11:59:59Z&to=2026-10-05T12:00:01Z")) {
            assertThat(cost(as(Role.TENANT_AUDITOR), SUM + "?" + range)).isEqualTo("0.00000021");
            assertThat(cost(as(Role.TEAM_ADMIN), SUM + "?" + range)).isEqualTo("0.00000001");
            assertThat(cost(as(Role.MEMBER), SUM + "?" + range)).isEqualTo("0.00000001");
            assertThat(cost(as(Role.AUDITOR), SUM + "?tenant=" + world.foreignTenant() + "&" + range))
                    .isEqualTo("0.000003");
        }
    }

    @Test
    void everyGroupingIsNarrowedForEveryRole() {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            Api caller = as(role);
            String costs = switch (role) {
                case OWNER, ADMIN, AUDITOR -> null;
                case TENANT_ADMIN, TENANT_AUDITOR -> "0.00000021";
                case TEAM_ADMIN, MEMBER -> "0.00000001";
            };
            for (String groupBy : List.of(
                    "tenant",
                    "team",
                    "token",
                    "user",
                    "provider",
                    "account",
                    "model",
                    "alias",
                    "key",
                    "tag",
                    "tag:feature",
                    "outcome",
                    "errorOrigin")) {
                boolean supply = groupBy.equals("account") || groupBy.equals("key");
                boolean personal = role == Role.MEMBER && (groupBy.equals("token") || groupBy.equals("user"));
                for (String path : List.of(SUM + "?groupBy=" + groupBy, SERIES + "groupBy=" + groupBy)) {
                    var answer = caller.get(path);
                    if (supply && costs != null) {
                        if (answer.status() != 403) {
                            wrong.add(role + " " + path);
                        }
                        continue;
                    }
                    JsonNode total = answer.expect(200).json().get("total");
                    String found = (total.isArray() ? total.path(0) : total)
                            .path("cost")
                            .asString("0.00");
                    if (costs != null && !found.equals(personal ? "0.00" : costs)) {
                        wrong.add(role + " " + path + " " + found);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aForeignOrUnknownIdIsNotFoundByAnyFilterForAnyRole() {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            List<String> filters = new ArrayList<>();
            for (String name : List.of("tenant", "team", "token", "provider", "account", "key")) {
                filters.add(name + "=" + UUID.randomUUID());
            }
            if (!INSTALLATION.contains(role)) {
                filters.addAll(List.of(
                        "tenant=" + world.foreignTenant(),
                        "team=" + world.foreignTeam(),
                        "token=" + foreignToken,
                        "provider=" + foreignProvider,
                        "tenant=" + world.tenant() + "&token=" + foreignToken,
                        "key=" + key));
            }
            if (role.level() == Role.Level.TEAM) {
                filters.addAll(List.of("team=" + world.otherTeam(), "token=" + tokenBeside));
            }
            if (role == Role.MEMBER) {
                filters.add("token=" + token);
            }
            Api caller = as(role);
            for (String filter : filters) {
                for (String path : List.of(LIST + "?", SUM + "?", SUM + "?groupBy=team&", SERIES)) {
                    if (caller.get(path + filter).status() != 404) {
                        wrong.add(role + " " + path + filter);
                    }
                }
            }
            if (!INSTALLATION.contains(role) && caller.get(LIST + "/" + foreign).status() != 404) {
                wrong.add(role + " reads " + foreign);
            }
            if (role.level() == Role.Level.TEAM
                    && caller.get(LIST + "/" + beside).status() != 404) {
                wrong.add(role + " reads " + beside);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatTheCallerSeesIsFoundByItsId() {
        for (Role role : Role.values()) {
            Api caller = as(role);
            for (String filter : List.of("tenant=" + world.tenant(), "team=" + world.team(), "provider=" + provider)) {
                assertThat(caller.get(LIST + "?" + filter).status())
                        .as("%s %s", role, filter)
                        .isEqualTo(200);
                caller.get(SUM + "?" + filter).expect(200);
            }
            int ofKey = INSTALLATION.contains(role) ? 200 : 404;
            caller.get(LIST + "?key=" + key).expect(ofKey);
            caller.get(SUM + "?key=" + key).expect(ofKey);
            caller.get(LIST + "?token=" + token).expect(role == Role.MEMBER ? 404 : 200);
        }
    }

    @Test
    void aMemberSeesTheRecordsOfTheirOwnTokensAndTheSumsOfTheTeam() {
        Api member = as(Role.MEMBER);
        UUID own = token(world.teamPath(), "{\"name\": \"own\", \"ownerId\": \"%s\"}".formatted(member.callerId()));
        UUID ownRecord = TestCall.of(world.tenant(), world.team(), own)
                .requestId("req-own")
                .attempt(provider, key, "m", 5)
                .book(log);
        UUID elsewhere = TestCall.of(world.tenant(), world.otherTeam(), own).book(log);

        assertThat(items(member, LIST)).containsExactly(ownRecord);
        assertThat(items(member, LIST + "?token=" + own)).containsExactly(ownRecord);
        assertThat(items(member, LIST + "?team=" + world.team())).containsExactly(ownRecord);
        member.get(LIST + "/" + ownRecord).expect(200);
        member.get(LIST + "/" + record).expect(404);
        member.get(LIST + "/" + elsewhere).expect(404);
        assertThat(cost(member, SUM)).isEqualTo("0.000000015");
        assertThat(cost(member, SUM + "?groupBy=team")).isEqualTo("0.000000015");
        assertThat(cost(member, SUM + "?groupBy=model")).isEqualTo("0.000000015");
        assertThat(cost(member, SUM + "?token=" + own)).isEqualTo("0.000000005");
        assertThat(cost(member, SUM + "?requestId=req-own")).isEqualTo("0.000000005");
        assertThat(cost(
                        member,
                        SUM + "?requestId=" + owner.get(LIST + "/" + record).text("requestId")))
                .isEqualTo("0.00");
        assertThat(items(member, SUM + "?groupBy=token")).containsExactly(own);
        assertThat(items(as(Role.TEAM_ADMIN), SUM + "?groupBy=token")).containsExactlyInAnyOrder(own, token);
    }

    @Test
    void aServiceAccountOfMembersSeesThatOfItsTokens() {
        String account = owner.post(
                        world.teamPath() + "/service-accounts", "{\"name\": \"nightly\", \"role\": \"MEMBER\"}")
                .expect(201)
                .text("id");
        String secret = owner.post(
                        world.teamPath() + "/service-accounts/" + account + "/access-tokens",
                        "{\"name\": \"t\", \"expiresAt\": \"2099-01-01T00:00:00Z\"}")
                .expect(201)
                .text("secret");
        UUID own = token(world.teamPath(), "{\"name\": \"own\", \"serviceAccountId\": \"%s\"}".formatted(account));
        UUID ownRecord = TestCall.of(world.tenant(), world.team(), own).book(log);

        assertThat(items(server.anonymous().bearer(secret), LIST)).containsExactly(ownRecord);
    }

    @Test
    void usageOutlivesWhatItWasOf() {
        UUID gone = UUID.randomUUID();
        UUID ofGone = TestCall.of(world.tenant(), world.team(), gone).book(log);
        Api admin = as(Role.TEAM_ADMIN);

        assertThat(items(admin, LIST + "?token=" + gone)).containsExactly(ofGone);
        assertThat(admin.get(SUM + "?groupBy=token&token=" + gone).text("items/0/name"))
                .isEqualTo("Token");
        as(Role.TENANT_ADMIN).delete(world.teamPath() + "/tokens/" + token).expect(204);
        assertThat(items(admin, LIST + "?token=" + token)).containsExactly(record);
        as(Role.MEMBER).get(LIST + "?token=" + gone).expect(404);
    }

    private Api as(Role role) {
        return server.caller(world.grant(role));
    }

    private UUID provider() {
        return UUID.fromString(owner.post(
                        "/api/v1/providers",
                        "{\"slug\": \"r%s\", \"baseUrl\": \"https://api.example.com/v1\"}"
                                .formatted(UUID.randomUUID().toString().substring(24)))
                .expect(201)
                .text("id"));
    }

    private UUID token(String team, String body) {
        var answer = owner.post(team + "/tokens", body).expect(201).json();
        return UUID.fromString(
                answer.path("token").has("id")
                        ? answer.at("/token/id").asString()
                        : answer.get("id").asString());
    }

    private static String cost(Api caller, String path) {
        return caller.get(path).expect(200).text("total/cost");
    }

    private static List<UUID> items(Api caller, String path) {
        return caller.get(path)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> UUID.fromString(item.get("id").asString()))
                .toList();
    }
}
