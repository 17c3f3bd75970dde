package dev.keyway.admin.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Among 100,000 rows a page is found by an index: PostgreSQL counts what it read. */
class ListPlanIT {

    private static final int PAGE = 50;
    private static final AdminServer SERVER = AdminServer.start(Map.of("keyway.db.connections", "1"));
    private static final World WORLD = World.in(SERVER);
    private static final UUID PROVIDER = UUID.randomUUID();
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final UUID ACTOR = UUID.randomUUID();

    private final Api owner = SERVER.owner();

    @BeforeAll
    static void fill() {
        SERVER.database()
                .execute(
                        """
                        INSERT INTO keyway.service_account (id, tenant_id, team_id, name, role, created_at, updated_at)
                        SELECT CASE n WHEN 1 THEN '%s'::uuid ELSE uuidv7() END, '%s', '%s', 'account ' || n, 'MEMBER', now(), now()
                        FROM generate_series(1, 20000) n""".formatted(ACCOUNT, WORLD.tenant(), WORLD.team()),
                        """
                                INSERT INTO keyway.proxy_token (id, tenant_id, team_id, service_account_id, name, last4, expires_at, blocked_at,
                                    revoked_at, created_by, labels, created_at, updated_at)
                                SELECT uuidv7(), '%s', CASE n %% 2 WHEN 0 THEN '%s'::uuid ELSE '%s'::uuid END,
                                    CASE WHEN n %% 1000 = 1 THEN '%s'::uuid END, 'token ' || n, 'k' || lpad((n %% 1000)::text, 3, '0'),
                                    CASE WHEN n %% 1000 = 2 THEN timestamptz '2020-01-01' WHEN n %% 1000 = 3 THEN timestamptz '2099-01-01' END,
                                    CASE WHEN n %% 1000 = 4 THEN now() END, CASE WHEN n %% 1000 = 5 THEN now() END,
                                    CASE WHEN n %% 1000 = 7 THEN '%s'::uuid END,
                                    CASE WHEN n %% 1000 = 6 THEN '{"rare": "yes"}'::jsonb WHEN n %% 2 = 1 THEN '{"often": "yes"}' ELSE '{}' END,
                                    now(), now()
                                FROM generate_series(1, 100000) n""".formatted(WORLD.tenant(), WORLD.otherTeam(), WORLD.team(), ACCOUNT, ACTOR),
                        """
                        INSERT INTO keyway.provider (id, slug, name, declaration, base_url, created_at, updated_at)
                        VALUES ('%s', 'many', 'many', 'openai', 'https://api.openai.com/v1', now(), now())""".formatted(PROVIDER),
                        """
                        INSERT INTO keyway.provider_key (id, provider_id, name, origin, reference, fingerprint, last4, created_at,
                            updated_at)
                        SELECT uuidv7(), '%s', 'key ' || n, 'https://api.openai.com:443', 'env:K' || n, sha256(('k' || n)::bytea),
                            'k' || lpad((n %% 1000)::text, 3, '0'), now(), now()
                        FROM generate_series(1, 10000) n""".formatted(PROVIDER),
                        """
                        INSERT INTO keyway.usage_supply_quarter (quarter, provider_id, account_id, key_id, model, outcome_class, attempts)
                        SELECT timestamptz '2020-01-01 00:00Z' + n * interval '15 minutes', provider_id,
                            '00000000-0000-0000-0000-000000000000', id, 'small', 'COMPLETED', 1
                        FROM keyway.provider_key CROSS JOIN generate_series(1, 10) n WHERE provider_id = '%s'""".formatted(PROVIDER),
                        """
                        INSERT INTO keyway.model (id, provider_id, name, created_at, updated_at)
                        SELECT uuidv7(), '%s', 'model ' || n, now(), now() FROM generate_series(1, 20000) n""".formatted(PROVIDER),
                        """
                        INSERT INTO keyway.alias (id, name, created_at, updated_at)
                        SELECT uuidv7(), 'alias ' || n, now(), now() FROM generate_series(1, 20000) n""",
                        """
                        INSERT INTO keyway.alias_target (alias_id, position, provider_id, model)
                        SELECT id, 0, '%s', 'model 1' FROM keyway.alias""".formatted(PROVIDER),
                        """
                        INSERT INTO keyway.audit_entry (sequence, at, actor_kind, actor_id, actor_name, address, action, kind, object_id,
                            tenant_id, key_id, mac)
                        SELECT n + 1000, now(), 'USER', CASE WHEN n %% 1000 = 1 THEN '%s'::uuid ELSE gen_random_uuid() END, 'u', '',
                            CASE WHEN n %% 1000 = 2 THEN 'exported' ELSE 'created' END,
                            CASE WHEN n %% 1000 = 3 THEN 'master_key' ELSE 'token' END,
                            CASE WHEN n %% 1000 = 4 THEN 'rare object' ELSE 'object ' || n END,
                            CASE WHEN n %% 1000 = 5 THEN '%s'::uuid END, 'a1', sha256('x')
                        FROM generate_series(1, 100000) n""".formatted(ACTOR, WORLD.tenant()),
                        """
                        INSERT INTO keyway.user_account (id, login, name, created_at, updated_at)
                        SELECT uuidv7(), 'login' || n || '@example.com', 'Person ' || n, now(), now() FROM generate_series(1, 20000) n""",
                        """
                        INSERT INTO keyway.role_grant (id, user_id, role, tenant_id, team_id, created_at)
                        SELECT uuidv7(), id, 'MEMBER', '%s', '%s', now() FROM keyway.user_account WHERE name LIKE 'Person %%00'""".formatted(WORLD.tenant(), WORLD.team()),
                        """
                        INSERT INTO keyway.role_grant (id, user_id, role, tenant_id, team_id, created_at)
                        SELECT uuidv7(), id, 'MEMBER', '%s', '%s', now() FROM keyway.user_account WHERE name LIKE 'Person %%'""".formatted(WORLD.tenant(), WORLD.otherTeam()),
                        """
                        INSERT INTO keyway.limit_policy (id, tenant_id, team_id, token_id, requests_per_minute, created_at, updated_at)
                        SELECT uuidv7(), tenant_id, team_id, id, 1, now(), now() FROM keyway.proxy_token
                        UNION ALL SELECT uuidv7(), '%s', '%s', NULL, 1, now(), now()
                        UNION ALL SELECT uuidv7(), '%s', NULL, NULL, 1, now(), now()""".formatted(WORLD.tenant(), WORLD.team(), WORLD.tenant()),
                        """
                        INSERT INTO keyway.budget_policy (id, tenant_id, team_id, token_id, period, nanos, created_at, updated_at)
                        SELECT uuidv7(), tenant_id, team_id, token_id, 'DAY', 1, now(), now() FROM keyway.limit_policy""",
                        """
                        INSERT INTO keyway.usage_consumer_quarter (quarter, tenant_id, team_id, token_id, provider_id, model, alias, requests, refused)
                        SELECT date_trunc('hour', now()) - interval '1 hour', tenant_id, team_id, id, '%s', 'm', '', 2, (row_number() OVER () %% 2)::int
                        FROM keyway.proxy_token""".formatted(PROVIDER),
                        """
                        INSERT INTO keyway.alert_channel (id, tenant_id, name, kind, target, events, created_at, updated_at)
                        SELECT uuidv7(), CASE WHEN n %% 2 = 0 THEN '%s'::uuid END, 'channel ' || n, 'MAIL', 'a@example.com', '{test}',
                            now(), now()
                        FROM generate_series(1, 20000) n""".formatted(WORLD.tenant()),
                        "VACUUM ANALYZE");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void tokensByTenantTeamAndWhatTheyAre() {
        for (String of : List.of(WORLD.path(), WORLD.teamPath())) {
            readsPages("proxy_token", of + "/tokens");
            readsPages("proxy_token", of + "/tokens?status=ACTIVE");
        }
        for (String filter :
                List.of("status=REVOKED", "status=BLOCKED", "status=EXPIRED", "serviceAccountId=" + ACCOUNT)) {
            assertThat(reads("proxy_token", owner, WORLD.path() + "/tokens?" + filter))
                    .as(filter)
                    .hasSize(PAGE);
        }
        readsPages("proxy_token", "/api/v1/tokens");
        for (String filter : List.of(
                "status=REVOKED",
                "status=BLOCKED",
                "status=ACTIVE",
                "createdBy=" + ACTOR,
                "teamId=" + WORLD.team(),
                "label=rare:yes",
                "label=rare:yes&status=ACTIVE",
                "expiresFrom=2098-12-01T00:00:00Z&expiresTo=2099-02-01T00:00:00Z",
                "createdFrom=2020-01-01T00:00:00Z")) {
            assertThat(reads("proxy_token", owner, "/api/v1/tokens?" + filter))
                    .as(filter)
                    .hasSize(PAGE);
        }
        assertThat(reads("proxy_token", owner, "/api/v1/tokens?ownerId=" + ACTOR))
                .isEmpty();
        assertThat(reads("proxy_token", owner, "/api/v1/tokens?createdTo=2020-01-01T00:00:00Z"))
                .isEmpty();
        assertThat(owner.get("/api/v1/tokens?label=often:yes")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(PAGE);
        Api twoTeams = SERVER.caller(WORLD.grant(Role.TEAM_ADMIN), WORLD.besideGrant(Role.MEMBER));
        readsPages("proxy_token", "/api/v1/tokens", twoTeams);
        Api teamAdmin = SERVER.caller(WORLD.grant(Role.TEAM_ADMIN));
        assertThat(reads("proxy_token", teamAdmin, "/api/v1/tokens?search=k042"))
                .hasSizeLessThanOrEqualTo(PAGE);
        assertThat(reads("proxy_token", teamAdmin, WORLD.teamPath() + "/tokens"))
                .hasSize(PAGE);
    }

    @Test
    void tokensByAPartOfTheirName() {
        Api tenantAdmin = SERVER.caller(WORLD.grant(Role.TENANT_ADMIN));
        for (Api caller : List.of(owner, tenantAdmin)) {
            assertThat(reads("proxy_token", caller, WORLD.path() + "/tokens?search=KEN%2099123"))
                    .containsExactly("token 99123");
            assertThat(reads("proxy_token", caller, WORLD.path() + "/tokens?search=nowhere"))
                    .isEmpty();
            assertThat(reads("proxy_token", caller, WORLD.path() + "/tokens?search=k042&status=ACTIVE"))
                    .hasSize(PAGE);
        }
        assertThat(reads("proxy_token", owner, WORLD.teamPath() + "/tokens?search=oken%2099123"))
                .containsExactly("token 99123");
        assertThat(owner.get(WORLD.path() + "/tokens?search=oken")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(PAGE);
        assertThat(owner.get(WORLD.path() + "/tokens?search=%25")
                        .json()
                        .get("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void providerKeysAndUsers() {
        String keys = "/api/v1/providers/" + PROVIDER + "/keys";
        readsPages("provider_key", keys);
        assertThat(reads("provider_key", owner, keys + "?search=key%209912")).containsExactly("key 9912");
        Answer pooled = counting("usage_supply_quarter", owner, "/api/v1/key-pools/" + PROVIDER + "/keys");
        assertThat(pooled.json().get("items"))
                .hasSize(PAGE)
                .allSatisfy(row -> assertThat(row.get("usedAt").asString()).isEqualTo("2020-01-01T02:30:00Z"));
        readsPages("user_account", "/api/v1/users");
        assertThat(reads("user_account", owner, "/api/v1/users?search=person%2019876"))
                .containsExactly("Person 19876");
        assertThat(reads("user_account", owner, "/api/v1/users?search=login19876@"))
                .containsExactly("Person 19876");
    }

    @Test
    void namesByWhichModelsAreCalled() {
        Api member = SERVER.caller(WORLD.grant(Role.MEMBER));
        for (String table : List.of("model", "alias", "alias_target")) {
            readsPages(table, "/api/v1/model-names", member);
            readsPages(table, "/api/v1/model-names?search=l", member);
            assertThat(reads(table, member, "/api/v1/model-names?search=1999")).hasSize(24);
        }
        assertThat(reads("model", member, "/api/v1/model-names?search=del%2019998"))
                .containsExactly("many/model 19998");
        assertThat(reads("model", member, "/api/v1/model-names?search=many/model%2019998"))
                .containsExactly("many/model 19998");
        assertThat(reads("alias", member, "/api/v1/model-names?search=ias%2019998"))
                .containsExactly("alias 19998");
        assertThat(reads("model", member, "/api/v1/model-names?search=nowhere")).isEmpty();
    }

    @Test
    void refusalsOfTokens() {
        Answer page = counting("usage_consumer_quarter", owner, WORLD.teamPath() + "/tokens");
        assertThat(page.json().get("items"))
                .hasSize(PAGE)
                .anySatisfy(
                        token -> assertThat(token.get("refusedLastDay").asInt()).isPositive());
    }

    /** Tenants, teams and service accounts, of which there are few, are read row by row: row-level security keeps LIKE from their indexes. */
    @Test
    void searchByNameAndId() {
        Map<String, String> names = Map.of(
                "proxy_token", "token%2099123",
                "provider_key", "key%209912",
                "user_account", "person%2019876",
                "model", "model%2019876",
                "alias", "alias%2019876");
        names.forEach((table, name) -> assertThat(counting(table, owner, "/api/v1/search?q=" + name)
                        .json()
                        .get("items"))
                .as(name)
                .hasSize(1));
        Api member = SERVER.caller(WORLD.grant(Role.MEMBER));
        for (String table : List.of("proxy_token", "model", "alias")) {
            var unused = counting(table, member, "/api/v1/search?q=" + names.get(table));
        }
        for (String table : names.keySet()) {
            assertThat(counting(table, owner, "/api/v1/search?q=" + ACCOUNT)
                            .json()
                            .get("items"))
                    .hasSize(1);
        }
    }

    /** Whether something is there at all is seen by a single row, wherever that is. */
    @Test
    void overviewsOfTheInstallationATenantAndATeam() {
        String tenant = "?tenant=" + WORLD.tenant();
        for (String of : List.of("", tenant, tenant + "&team=" + WORLD.team())) {
            for (String table : List.of("usage_supply_quarter", "usage_consumer_quarter", "proxy_token")) {
                Counted before = counted(table);
                Answer overview = owner.get("/api/v1/overview" + of).expect(200);
                Counted after = counted(table);
                assertThat(overview.json().at("/setUp/call").asBoolean()).isTrue();
                assertThat(after.sequentialRows() - before.sequentialRows())
                        .as("rows of %s read one after the other: %s", table, of)
                        .isLessThanOrEqualTo(1);
                assertThat(after.rows() - before.rows())
                        .as("rows of %s read: %s", table, of)
                        .isLessThanOrEqualTo(4L * PAGE);
            }
        }
    }

    @Test
    void membersAndServiceAccounts() {
        readsPages("role_grant", WORLD.teamPath() + "/members");
        readsPages("service_account", WORLD.teamPath() + "/service-accounts");
    }

    @Test
    void limitsAndBudgetsOfEachLevel() {
        String token = owner.get(WORLD.teamPath() + "/tokens").text("items/0/id");
        for (String of : List.of(WORLD.path(), WORLD.teamPath(), WORLD.teamPath() + "/tokens/" + token)) {
            assertThat(counting("limit_policy", owner, of + "/limits").text("requestsPerMinute"))
                    .isEqualTo("1");
            assertThat(counting("budget_policy", owner, of + "/budgets").raw()).contains("\"period\":\"DAY\"");
        }
        String effective = WORLD.teamPath() + "/tokens/" + token + "/effective-policy";
        for (String table : List.of("limit_policy", "budget_policy")) {
            assertThat(counting(table, owner, effective).json().get("budgets").size())
                    .isEqualTo(3);
        }
    }

    @Test
    void alertChannels() {
        readsPages("alert_channel", "/api/v1/alert-channels");
        readsPages("alert_channel", WORLD.path() + "/alert-channels");
    }

    @Test
    void theAuditByWhatIsAskedOfIt() {
        readsPages("audit_entry", "/api/v1/audit");
        for (String filter : List.of(
                "actorId=" + ACTOR,
                "action=exported",
                "kind=master_key",
                "objectId=rare%20object",
                "kind=token&objectId=rare%20object",
                "kind=token")) {
            assertThat(reads("audit_entry", owner, "/api/v1/audit?" + filter))
                    .as(filter)
                    .hasSize(PAGE);
        }
        assertThat(reads("audit_entry", owner, WORLD.path() + "/audit")).hasSize(PAGE);
    }

    /** The first and the second. */
    private void readsPages(String table, String path) {
        readsPages(table, path, owner);
    }

    private static void readsPages(String table, String path, Api caller) {
        assertThat(reads(table, caller, path)).as(path).hasSize(PAGE);
        String next = caller.get(path).text("next");
        String second = path + (path.contains("?") ? "&" : "?") + "cursor=" + next;
        assertThat(reads(table, caller, second)).as(second).hasSize(PAGE);
    }

    /** Reads a page, and holds to what PostgreSQL counted for it; answers the names on it. */
    private static List<String> reads(String table, Api caller, String path) {
        return counting(table, caller, path)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.path("name").asString(""))
                .toList();
    }

    private static Answer counting(String table, Api caller, String path) {
        Counted before = counted(table);
        Answer page = caller.get(path).expect(200);
        Counted after = counted(table);
        assertThat(after.sequentialRows())
                .as("rows of %s read one after the other: %s", table, path)
                .isEqualTo(before.sequentialRows());
        assertThat(after.indexScans()).as(path).isGreaterThan(before.indexScans());
        assertThat(after.rows() - before.rows())
                .as("rows of %s read: %s", table, path)
                .isBetween(0L, 4L * PAGE);
        return page;
    }

    /** Of a table and its months, by the one session that the API has, which hands in its counts when it is told to. */
    private static Counted counted(String table) {
        var unused = SERVER.bean(JdbcClient.class)
                .sql("SELECT pg_stat_force_next_flush()::text")
                .query((row, n) -> n)
                .list();
        return SERVER.sql()
                .sql("""
                        SELECT sum(seq_tup_read), sum(idx_scan), sum(idx_tup_fetch + seq_tup_read) FROM pg_stat_user_tables
                        WHERE schemaname = 'keyway' AND relname ~ ('^' || ? || '(_\\d{6})?$')""")
                .param(table)
                .query((row, n) -> new Counted(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private record Counted(long sequentialRows, long indexScans, long rows) {}
}
