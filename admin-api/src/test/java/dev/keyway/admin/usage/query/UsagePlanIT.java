package dev.keyway.admin.usage.query;

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

/** Among 120,000 records of four months a page is found by an index: PostgreSQL counts what it read. */
class UsagePlanIT {

    private static final int PAGE = 50;
    private static final int MONTHS = 4;
    private static final String LIST = "/api/v1/usage/requests";
    private static final AdminServer SERVER = AdminServer.start(Map.of("keyway.db.connections", "1"));
    private static final World WORLD = World.in(SERVER);
    private static final UUID KEY = UUID.randomUUID();

    private final Api owner = SERVER.owner();
    private final Api teamAdmin = SERVER.caller(WORLD.grant(Role.TEAM_ADMIN));
    private final Api member = SERVER.caller(WORLD.grant(Role.MEMBER));

    @BeforeAll
    static void fill() {
        SERVER.database()
                .execute(
                        "SELECT keyway.ensure_months('usage_event', date '2026-07-01', 12)",
                        """
                        INSERT INTO keyway.usage_event (id, arrived_at, gateway_id, log_id, sequence, kind, at, date, tenant_id, tenant, team_id,
                            team, token_id, token, request_id, outcome, error_origin, error_code, key_id, model)
                        SELECT gen_random_uuid(), at + interval '1 second', uuidv7(), uuidv7(), n, 'REQUEST', at, at::date,
                            CASE WHEN n %% 2 = 0 THEN '%s'::uuid ELSE '%s'::uuid END, 'T',
                            CASE WHEN n %% 2 = 0 THEN gen_random_uuid() WHEN n %% 400 = 1 THEN '%s'::uuid ELSE '%s'::uuid END, 'Team',
                            ('00000000-0000-0000-0000-' || lpad((n %% 1000)::text, 12, '0'))::uuid, 'Token', 'req-' || n,
                            CASE WHEN n %% 50 = 3 THEN 'FAILED' ELSE 'COMPLETED' END, CASE WHEN n %% 50 = 3 THEN 'provider' END,
                            CASE WHEN n %% 50 = 3 THEN 'provider_error' END,
                            CASE WHEN n %% 1000 = 5 THEN '%s'::uuid ELSE gen_random_uuid() END, CASE WHEN n %% 1000 = 7 THEN 'rare' ELSE 'm' END
                        FROM generate_series(1, 120000) n
                        CROSS JOIN LATERAL (SELECT timestamptz '2026-07-02 00:00:00Z' + n * interval '1 minute') AS t (at)""".formatted(WORLD.foreignTenant(), WORLD.tenant(), WORLD.team(), WORLD.otherTeam(), KEY),
                        "VACUUM ANALYZE");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void recordsByWhatIsAskedOfThem() {
        for (String filter : List.of(
                "",
                "tenant=" + WORLD.tenant(),
                "tenant=" + WORLD.tenant() + "&from=2026-07-03T00:00:00Z&to=2026-08-01T00:00:00Z",
                "to=2026-08-01T00:00:00Z",
                "team=" + WORLD.team(),
                "tenant=" + WORLD.tenant() + "&team=" + WORLD.team(),
                "token=00000000-0000-0000-0000-000000000005",
                "key=" + KEY,
                "model=rare",
                "errorCode=provider_error",
                "errorOrigin=provider",
                "tenant=" + WORLD.tenant() + "&outcome=FAILED",
                "team=" + WORLD.otherTeam() + "&outcome=FAILED",
                "outcome=FAILED")) {
            readsPages(owner, filter, PAGE);
        }
        readsPages(owner, "requestId=req-77777", 1);
        readsPages(teamAdmin, "", PAGE);
        readsPages(teamAdmin, "team=" + WORLD.team(), PAGE);
    }

    /** A filter that no index serves looks at records in steps, from the newest on. */
    @Test
    void recordsThatAreSearchedFor() {
        Counted before = counted();
        Answer page =
                owner.get(LIST + "?tag=feature=none&from=2026-07-03T00:00:00Z").expect(200);
        Counted after = counted();

        assertThat(page.json().get("items")).isEmpty();
        assertThat(after.sequentialRows()).isEqualTo(before.sequentialRows());
        assertThat(page.json().get("next").isNull())
                .isEqualTo(page.json().get("searchedBackTo").isNull());
    }

    @Test
    void recordsOfAMembersOwnTokens() {
        SERVER.sql()
                .sql("""
                        INSERT INTO keyway.proxy_token (id, tenant_id, team_id, owner_id, name, last4, created_at, updated_at)
                        VALUES ('00000000-0000-0000-0000-000000000001', ?, ?, ?, 'own', 'last', now(), now())""")
                .params(WORLD.tenant(), WORLD.team(), member.callerId())
                .update();
        var unused = reads(member, LIST, PAGE);
    }

    /** The first and the second. */
    private static void readsPages(Api caller, String filter, int size) {
        Answer first = reads(caller, LIST + "?" + filter, size);
        if (size == PAGE) {
            var unused = reads(caller, LIST + "?" + filter + "&cursor=" + first.text("next"), size);
        }
    }

    private static Answer reads(Api caller, String path, int size) {
        Counted before = counted();
        Answer page = caller.get(path).expect(200);
        Counted after = counted();
        assertThat(page.json().get("items").size()).as(path).isEqualTo(size);
        assertThat(after.sequentialRows())
                .as("rows read one after the other: %s", path)
                .isEqualTo(before.sequentialRows());
        // One of each month is read ahead, and one for each look-up of an id.
        assertThat(after.rows() - before.rows()).as("rows read: %s", path).isBetween(1L, 2L * PAGE + 3L * MONTHS);
        return page;
    }

    private static Counted counted() {
        var unused = SERVER.bean(JdbcClient.class)
                .sql("SELECT pg_stat_force_next_flush()::text")
                .query((row, n) -> n)
                .list();
        return SERVER.sql()
                .sql("""
                        SELECT sum(seq_tup_read), sum(idx_tup_fetch + seq_tup_read) FROM pg_stat_user_tables
                        WHERE schemaname = 'keyway' AND relname ~ '^usage_event'""")
                .query((row, n) -> new Counted(row.getLong(1), row.getLong(2)))
                .single();
    }

    private record Counted(long sequentialRows, long rows) {}
}
