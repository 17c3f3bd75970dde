package dev.keyway.admin.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Among 100,000 tokens a page is found by an index: PostgreSQL counts what it read. */
class TokenListPlanIT {

    private static final int TOKENS = 100_000;
    private static final int PAGE = 50;

    private final AdminServer server = AdminServer.start(Map.of("keyway.db.connections", "1"));
    private final Api owner = server.owner();
    private final World world = World.in(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyPageIsReadByAnIndexAndReadsNoMoreThanItShows() {
        fill();
        for (String path : new String[] {
            world.path() + "/tokens",
            world.teamPath() + "/tokens",
            world.path() + "/tokens?status=ACTIVE",
            world.teamPath() + "/tokens?status=ACTIVE"
        }) {
            String next = read(path);
            read(path + (path.contains("?") ? "&" : "?") + "cursor=" + next);
        }
    }

    /** Reads a page, and holds to what PostgreSQL counted for it; answers the next page's cursor. */
    private String read(String path) {
        Counted before = counted();
        Answer page = owner.get(path).expect(200);
        Counted after = counted();
        assertThat(page.json().get("items").size()).as(path).isEqualTo(PAGE);
        assertThat(after.sequentialScans()).as(path).isEqualTo(before.sequentialScans());
        assertThat(after.indexScans()).as(path).isGreaterThan(before.indexScans());
        assertThat(after.rows() - before.rows()).as(path).isBetween((long) PAGE, 4L * PAGE);
        return page.json().get("next").asString("");
    }

    private void fill() {
        server.sql()
                .sql("""
                        INSERT INTO keyway.proxy_token (id, tenant_id, team_id, name, last4, created_at, updated_at)
                        SELECT uuidv7(), ?, CASE n % 2 WHEN 0 THEN ?::uuid ELSE ?::uuid END, 'token ' || n, 'abcd', now(), now()
                        FROM generate_series(1, ?) n""")
                .params(world.tenant(), world.otherTeam(), world.team(), TOKENS)
                .update();
        server.sql().sql("ANALYZE keyway.proxy_token").update();
    }

    /** By the one session that the API has, which hands in its counts when it is told to. */
    private Counted counted() {
        server.bean(JdbcClient.class)
                .sql("SELECT pg_stat_force_next_flush()::text")
                .query(String.class)
                .optional();
        return server.sql()
                .sql("""
                        SELECT seq_scan, idx_scan, idx_tup_fetch + seq_tup_read
                        FROM pg_stat_user_tables WHERE schemaname = 'keyway' AND relname = 'proxy_token'""")
                .query((row, n) -> new Counted(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private record Counted(long sequentialScans, long indexScans, long rows) {}
}
