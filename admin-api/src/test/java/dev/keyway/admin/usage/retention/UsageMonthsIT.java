package dev.keyway.admin.usage.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Months of usage are made ahead, and dropped after their sums are written, while events of that time still arrive. */
class UsageMonthsIT {

    @Test
    void anOldMonthIsClosedAndDroppedAndItsSumsRemain() throws Exception {
        try (AdminServer server = AdminServer.start(Map.of("keyway.usage.keep-months", "1"))) {
            JdbcClient sql = server.sql();
            Instant now = server.clock().instant();
            LocalDate then = LocalDate.ofInstant(now, ZoneOffset.UTC).minusMonths(5);
            months(sql, then);
            TestLog log = TestLog.on(server);
            server.clock().set(then.atTime(12, 0).toInstant(ZoneOffset.UTC));
            TestEvents events = new TestEvents(new Random(11), 2);
            List<UsageEvent> old = some(events, server.clock().instant());
            log.ship(old);
            server.clock().set(now);
            server.database().execute("""
                    CREATE TABLE keyway.seen (timeout text);
                    CREATE FUNCTION keyway.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                        'BEGIN INSERT INTO keyway.seen VALUES (current_setting(''statement_timeout'')); RETURN NULL; END';
                    CREATE TRIGGER notes AFTER INSERT ON keyway.usage_closing FOR EACH STATEMENT EXECUTE FUNCTION keyway.note()""");
            List<UsageEvent> late = some(events, server.clock().instant().minus(Duration.ofDays(150)));
            CompletableFuture<Integer> shipped =
                    CompletableFuture.supplyAsync(() -> log.ship(late).taken());
            server.bean(UsageMonths.class).tend();
            assertThat(shipped.get()).isEqualTo(late.size());
            server.bean(UsageMonths.class).tend();
            assertThat(count(sql, "usage_event")).isEqualTo(late.size());
            assertThat(count(sql, "usage_attempt"))
                    .isEqualTo(late.stream()
                            .mapToLong(event -> event.attempts().size())
                            .sum());
            assertThat(sql.sql("SELECT to_regclass('keyway.usage_id_' || to_char(?::date, 'YYYYMM')) IS NULL")
                            .param(then)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
            assertThat(differences(sql)).isEmpty();
            assertThat(sql.sql("SELECT DISTINCT timeout FROM keyway.seen")
                            .query((row, n) -> row.getString(1))
                            .list())
                    .containsExactly("1h");
            // Its IDs are gone: the mark says that these were stored.
            assertThat(log.ship(0, old).taken()).isZero();
            assertThat(differences(sql)).isEmpty();
        }
    }

    @Test
    void aMonthThatSomebodyReadsStaysAndHoldsUpNobody() throws Exception {
        try (AdminServer server = AdminServer.start(Map.of("keyway.usage.keep-months", "1"))) {
            JdbcClient sql = server.sql();
            Instant now = server.clock().instant();
            LocalDate then = LocalDate.ofInstant(now, ZoneOffset.UTC).minusMonths(5);
            months(sql, then);
            TestLog log = TestLog.on(server);
            server.clock().set(then.atTime(12, 0).toInstant(ZoneOffset.UTC));
            TestEvents events = new TestEvents(new Random(12), 2);
            log.ship(some(events, server.clock().instant()));
            server.clock().set(now);
            List<UsageEvent> fresh = some(events, now);
            try (Connection reader = server.database().connect();
                    Statement statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                statement.execute("LOCK TABLE keyway.usage_event IN ACCESS SHARE MODE");
                CompletableFuture<Void> tending = CompletableFuture.runAsync(server.bean(UsageMonths.class)::tend);
                assertThat(log.ship(fresh).taken()).isEqualTo(fresh.size());
                tending.get();
                assertThat(count(sql, "usage_event")).isEqualTo(80);
                assertThat(count(sql, "usage_closing")).isPositive();
                reader.rollback();
            }
            server.bean(UsageMonths.class).tend();
            assertThat(count(sql, "usage_event")).isEqualTo(40);
            assertThat(differences(sql)).isEmpty();
        }
    }

    private static List<UsageEvent> some(TestEvents events, Instant at) {
        return IntStream.range(0, 40).mapToObj(n -> events.any(at)).toList();
    }

    private static void months(JdbcClient sql, LocalDate first) {
        var unused =
                sql.sql("""
                        SELECT keyway.ensure_months('usage_event', ?, 3) + keyway.ensure_months('usage_attempt', ?, 3)
                            + keyway.ensure_usage_ids(?, 5)""").params(first, first, first).query(Integer.class).single();
    }

    private static long count(JdbcClient sql, String table) {
        return sql.sql("SELECT count(*) FROM keyway." + table).query(Long.class).single();
    }

    /** Scopes whose records and closings do not add up to what they spent in all. */
    private static List<String> differences(JdbcClient sql) {
        return sql.sql("""
                        WITH sums AS (
                            SELECT s.scope, s.scope_id, cost_nanos AS nanos, 1 AS requests, tokens FROM keyway.usage_event
                            CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) s (scope, scope_id)
                            WHERE kind = 'REQUEST'
                            UNION ALL SELECT scope, scope_id, nanos, requests, tokens FROM keyway.usage_closing
                            UNION ALL SELECT scope, scope_id, -nanos, -requests, -tokens FROM keyway.spend WHERE period = 'TOTAL')
                        SELECT scope || ' ' || scope_id FROM sums GROUP BY scope, scope_id
                        HAVING sum(nanos) <> 0 OR sum(requests) <> 0 OR sum(tokens) <> 0""").query((row, n) -> row.getString(1)).list();
    }
}
