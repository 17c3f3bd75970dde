package dev.keyway.admin.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With 10 million events of a year behind it, in the rollups of 250 tokens, a statement reads the rows of its months, and no event. */
class StatementPlanIT {

    private static final YearMonth FIRST = YearMonth.of(2025, 1);
    private static final int MONTHS = 12;
    private static final long EVENTS = 10_000_000;
    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final AdminServer SERVER = AdminServer.start(Map.of("keyway.db.connections", "1"));
    private static final World WORLD = World.in(SERVER);

    private final Api owner = SERVER.owner();
    private final String path = "/api/v1/statements/" + WORLD.tenant();

    @BeforeAll
    static void fill() {
        // 28 days × 12 months × 250 tokens × 2 models = 168,000 rows of the tenant, and as many of another one.
        for (UUID tenant : new UUID[] {WORLD.tenant(), WORLD.foreignTenant()}) {
            SERVER.database().execute("""
                    INSERT INTO keyway.usage_consumer_day (date, tenant_id, team_id, token_id, provider_id, model, alias, requests, input, output,
                        cost_nanos)
                    SELECT m.month + d - 1, '%s', CASE WHEN k %% 5 = 0 THEN '%s'::uuid ELSE '%s'::uuid END,
                        ('00000000-0000-0000-0000-' || lpad(k::text, 12, '0'))::uuid, '00000000-0000-0000-0000-000000000001', 'm' || n, '',
                        60, 1000, 200, 1000003
                    FROM generate_series(date '%s', date '%s', interval '1 month') AS g (month)
                    CROSS JOIN LATERAL (SELECT g.month::date) AS m (month)
                    CROSS JOIN generate_series(1, 28) AS d CROSS JOIN generate_series(1, 250) AS k CROSS JOIN generate_series(1, 2) AS n""".formatted(
                            tenant,
                            WORLD.team(),
                            WORLD.otherTeam(),
                            FIRST.atDay(1),
                            FIRST.plusMonths(MONTHS - 1).atDay(1)));
        }
        SERVER.database().execute("""
                        INSERT INTO keyway.usage_adjustment_sum (tenant_id, booking_month, of_month, team_id, token_id, repricing_id, adjustments, nanos)
                        SELECT DISTINCT tenant_id, date_trunc('month', date::timestamp)::date, date_trunc('month', date::timestamp)::date, team_id,
                            token_id, '00000000-0000-0000-0000-000000000000'::uuid, 4000, 7
                        FROM keyway.usage_consumer_day""", """
                        INSERT INTO keyway.spend (scope, scope_id, period, window_start, tenant_id, nanos, requests)
                        SELECT 'TENANT', tenant_id, 'MONTH', date_trunc('month', date::timestamp)::date, tenant_id, sum(cost_nanos), sum(requests)
                        FROM keyway.usage_consumer_day GROUP BY tenant_id, 4""", "VACUUM ANALYZE");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void isReadFromTheRowsOfItsMonthsWithinTheTime() {
        long events = SERVER.sql()
                .sql("SELECT sum(requests) FROM keyway.usage_consumer_day WHERE tenant_id = ?")
                .param(WORLD.tenant())
                .query(Long.class)
                .single();
        assertThat(events).isGreaterThanOrEqualTo(EVENTS);
        YearMonth last = FIRST.plusMonths(MONTHS - 1);
        Read open = read(last);
        assertThat(open.answer().json().get("requests").asLong()).isEqualTo(28 * 250 * 2 * 60);
        assertThat(open.rows()).as("rows of the month, and no others").isLessThanOrEqualTo(28 * 250 * 2 * 2 + 2_000);

        for (YearMonth month = FIRST; month.isBefore(last); month = month.plusMonths(1)) {
            owner.post(path + "/" + month + "/close", "{}").expect(200);
        }
        assertThat(read(last.minusMonths(1)).rows())
                .as("rows of a closed month")
                .isLessThanOrEqualTo(28 * 250 * 2 + 3_000);
        Read behindClosedOnes = read(last);
        assertThat(behindClosedOnes.rows())
                .as("rows where nothing came late")
                .isLessThanOrEqualTo(28 * 250 * 2 * 2 + 2_000);

        SERVER.database()
                .execute(
                        "UPDATE keyway.usage_consumer_day SET requests = requests + 1, cost_nanos = cost_nanos + 5 WHERE tenant_id = '%s' AND date = '%s' AND model = 'm1' AND token_id = '00000000-0000-0000-0000-000000000007'"
                                .formatted(WORLD.tenant(), FIRST.atDay(9)),
                        "UPDATE keyway.spend SET requests = requests + 1, nanos = nanos + 5 WHERE scope_id = '%s' AND window_start = '%s'"
                                .formatted(WORLD.tenant(), FIRST.atDay(1)));
        Read late = read(last);
        assertThat(late.answer().text("late")).isEqualTo("0.000000005");
        assertThat(late.answer()
                        .json()
                        .get("entries")
                        .valueStream()
                        .filter(entry -> entry.get("kind").asString().equals("LATE"))
                        .map(entry -> entry.get("ofMonth").asString()))
                .containsExactly(FIRST.toString());
        assertThat(late.rows()).as("rows of two months").isLessThanOrEqualTo(2 * 28 * 250 * 2 * 2 + 4_000);
    }

    /** The best of some calls, as others use the machine, too. */
    private Read read(YearMonth month) {
        Counted before = counted();
        Answer answer = owner.get(path + "/" + month).expect(200);
        Counted after = counted();
        assertThat(after.sequential()).as("rows read one after the other").isEqualTo(before.sequential());
        assertThat(after.events()).as("reads of events").isEqualTo(before.events());
        long best = LongStream.range(0, 12)
                .map(n -> {
                    long start = System.nanoTime();
                    var unused = owner.get(path + "/" + month).expect(200);
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
        assertThat(Duration.ofNanos(best)).as("statement of %s", month).isLessThanOrEqualTo(LONGEST);
        return new Read(answer, after.rows() - before.rows());
    }

    private static Counted counted() {
        var unused = SERVER.bean(JdbcClient.class)
                .sql("SELECT pg_stat_force_next_flush()::text")
                .query((row, n) -> n)
                .list();
        return SERVER.sql()
                .sql("""
                        SELECT coalesce(sum(seq_tup_read) FILTER (WHERE relname LIKE 'usage\\_consumer%' OR relname LIKE 'usage\\_adjustment%'), 0),
                            coalesce(sum(idx_tup_fetch + seq_tup_read) FILTER (WHERE relname LIKE 'usage\\_consumer%'), 0),
                            coalesce(sum(coalesce(idx_scan, 0) + seq_scan) FILTER (WHERE relname ~ '^usage_(event|attempt)'), 0)
                        FROM pg_stat_user_tables WHERE schemaname = 'keyway'""")
                .query((row, n) -> new Counted(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    private record Read(Answer answer, long rows) {}

    private record Counted(long sequential, long rows, long events) {}
}
