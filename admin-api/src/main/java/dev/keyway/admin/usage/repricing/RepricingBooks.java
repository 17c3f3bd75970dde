package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.database.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Books what a chunk of a repricing came to: adjustments, and their sums in the rollups and in spend. The statements take their rows in
 * the order of ingest, so that none waits for another in a circle.
 */
@Component
class RepricingBooks {

    private static final String NONE = "'00000000-0000-0000-0000-000000000000'::uuid";

    private static final String TABLE = """
            SET LOCAL client_min_messages = warning;
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_adjustment (
                id uuid, event_id uuid, number integer, nanos bigint, price_list text, date date, booking_month date, tenant_id uuid,
                team_id uuid, token_id uuid, alias text, at timestamptz, attempt_at timestamptz, provider_id uuid, account_id uuid,
                key_id uuid, model text, outcome_class text) ON COMMIT DELETE ROWS""";

    private static final String STAGE = """
            INSERT INTO staged_adjustment
            SELECT n.id, e.id, n.number, n.nanos, n.price_list, e.date, booking_month(e.tenant_id, e.date), e.tenant_id, e.team_id, e.token_id,
                coalesce(e.alias, ''), e.at, a.at, a.provider_id, coalesce(a.account_id, %s), a.key_id, a.model,
                coalesce(a.failure, a.outcome)
            FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::integer[], ?::bigint[], ?::text[])
                AS n (id, event_id, arrived_at, number, nanos, price_list)
            JOIN usage_event e ON e.id = n.event_id AND e.arrived_at = n.arrived_at
            JOIN usage_attempt a ON a.event_id = n.event_id AND a.arrived_at = n.arrived_at AND a.number = n.number""".formatted(NONE);

    /** Days of all rollups that change; none of them is built again meanwhile. */
    private static final String HOLD_DAYS = """
            SELECT hold_usage_days(ARRAY(
                SELECT (at AT TIME ZONE 'UTC')::date FROM staged_adjustment UNION SELECT date FROM staged_adjustment
                UNION SELECT (attempt_at AT TIME ZONE 'UTC')::date FROM staged_adjustment))::text""";

    private static final String ADJUSTMENTS = """
            INSERT INTO usage_adjustment (id, event_id, tenant_id, team_id, token_id, nanos, reason, price_list, date, booking_month,
                created_at, created_by, attempt_number, repricing_id)
            SELECT id, event_id, tenant_id, team_id, token_id, nanos, ?, price_list, date, booking_month, ?, ?, number, ?
            FROM staged_adjustment""";

    private static final String SUMS = """
            INSERT INTO usage_adjustment_sum AS t (tenant_id, booking_month, of_month, team_id, token_id, repricing_id, adjustments, nanos)
            SELECT tenant_id, booking_month, date_trunc('month', date::timestamp)::date AS of_month, team_id, token_id, ?, count(*), sum(nanos)
            FROM staged_adjustment GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            ON CONFLICT (tenant_id, booking_month, of_month, team_id, token_id, repricing_id)
            DO UPDATE SET adjustments = t.adjustments + excluded.adjustments, nanos = t.nanos + excluded.nanos""";

    private static final String CONSUMER = "tenant_id, team_id, token_id, provider_id, model, alias";
    private static final String SUPPLY = "provider_id, account_id, key_id, model, outcome_class";

    /** In the order in which ingest takes their rows. */
    private static final List<String> ROLLUPS = List.of(
            rollup("usage_consumer_quarter", "quarter", "quarter_hour(at)", CONSUMER),
            rollup("usage_consumer_day", "date", "date", CONSUMER),
            rollup("usage_supply_quarter", "quarter", "quarter_hour(attempt_at)", SUPPLY),
            rollup("usage_supply_day", "date", "date", SUPPLY));

    private static final String SPEND = """
            WITH days AS (
                SELECT tenant_id, team_id, token_id, date, sum(nanos) AS nanos FROM staged_adjustment GROUP BY 1, 2, 3, 4)
            INSERT INTO spend AS t (scope, scope_id, period, window_start, tenant_id, nanos)
            SELECT s.scope, s.scope_id, w.period, w.window_start, (array_agg(tenant_id))[1], sum(nanos)
            FROM days
            CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) AS s (scope, scope_id)
            CROSS JOIN LATERAL (VALUES ('DAY', date), ('WEEK', date_trunc('week', date::timestamp)::date),
                ('MONTH', date_trunc('month', date::timestamp)::date), ('TOTAL', date '1970-01-01')) AS w (period, window_start)
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
            ON CONFLICT (scope, scope_id, period, window_start)
            DO UPDATE SET nanos = t.nanos + excluded.nanos, written = pg_current_xact_id()""";

    private static final String TEAMS = """
            INSERT INTO repricing_team AS t (repricing_id, tenant_id, team_id, month, booking_month, attempts, before_nanos, nanos)
            SELECT ?, tenant_id, team_id, month, booking_month(tenant_id, month), count(*), sum(before_nanos), sum(nanos)
            FROM (
                SELECT tenant_id, team_id, date_trunc('month', date::timestamp)::date AS month, before_nanos, nanos
                FROM unnest(?::uuid[], ?::uuid[], ?::date[], ?::bigint[], ?::bigint[]) AS n (tenant_id, team_id, date, before_nanos, nanos)
            ) AS n
            GROUP BY tenant_id, team_id, month
            ON CONFLICT (repricing_id, tenant_id, team_id, month, booking_month)
            DO UPDATE SET attempts = t.attempts + excluded.attempts, before_nanos = t.before_nanos + excluded.before_nanos,
                nanos = t.nanos + excluded.nanos""";

    private static final String COUNTS = """
            UPDATE repricing SET next_at = ?, next_id = ?, requests = requests + ?, repriced = repriced + ?, unchanged = unchanged + ?,
                unknown = unknown + ?, without_price = without_price + ?, below_zero = below_zero + ?
            WHERE id = ?""";

    private final JdbcTemplate connection;
    private final Clock clock;

    RepricingBooks(Pipeline pipeline, Clock clock) {
        this.connection = new JdbcTemplate(pipeline.pool());
        this.clock = clock;
    }

    /** Adjustments, in all sums. */
    void book(JdbcClient transaction, RepricingChunks.Order order, RepricedChunk chunk) {
        List<RepricedAttempt> booked =
                chunk.attempts().stream().filter(RepricedAttempt::isBooked).toList();
        if (booked.isEmpty()) {
            return;
        }
        connection.execute(TABLE);
        int unused = transaction
                .sql(STAGE)
                .params(
                        all(booked, RepricedAttempt::id).toArray(UUID[]::new),
                        all(booked, attempt -> attempt.request().id()).toArray(UUID[]::new),
                        all(booked, attempt -> Timestamp.from(attempt.arrivedAt()))
                                .toArray(Timestamp[]::new),
                        all(booked, RepricedAttempt::number).toArray(Integer[]::new),
                        all(booked, RepricedAttempt::difference).toArray(Long[]::new),
                        all(booked, RepricedAttempt::list).toArray(String[]::new))
                .update();
        unused = transaction.sql(HOLD_DAYS).query((row, n) -> n).list().size();
        unused = transaction
                .sql(ADJUSTMENTS)
                .params(order.reason(), Timestamp.from(clock.instant()), order.createdBy(), order.id())
                .update();
        unused = transaction.sql(SUMS).param(order.id()).update();
        for (String rollup : ROLLUPS) {
            unused = transaction.sql(rollup).update();
        }
        unused = transaction.sql(SPEND).update();
    }

    /** What the repricing shows, and where its next chunk begins. */
    void count(JdbcClient transaction, RepricingChunks.Order order, RepricedChunk chunk, RecordedRequest last) {
        List<RepricedAttempt> attempts = chunk.attempts();
        int unused = transaction
                .sql(TEAMS)
                .params(
                        order.id(),
                        all(attempts, attempt -> attempt.request().tenantId()).toArray(UUID[]::new),
                        all(attempts, attempt -> attempt.request().teamId()).toArray(UUID[]::new),
                        all(attempts, attempt -> attempt.request().date().toString())
                                .toArray(String[]::new),
                        all(attempts, RepricedAttempt::before).toArray(Long[]::new),
                        all(attempts, RepricedAttempt::difference).toArray(Long[]::new))
                .update();
        unused = transaction
                .sql(COUNTS)
                .params(
                        Timestamp.from(last.at()),
                        last.id(),
                        chunk.requests(),
                        chunk.repriced(),
                        chunk.unchanged(),
                        chunk.unknown(),
                        chunk.withoutPrice(),
                        chunk.belowZero(),
                        order.id())
                .update();
    }

    private static <T> List<T> all(List<RepricedAttempt> attempts, Function<RepricedAttempt, T> of) {
        return attempts.stream().map(of).toList();
    }

    private static String rollup(String table, String time, String expression, String key) {
        return """
            INSERT INTO %1$s AS t (%2$s, %4$s, cost_nanos)
            SELECT %3$s AS %2$s, %4$s, sum(nanos) FROM staged_adjustment
            GROUP BY %3$s, %4$s ORDER BY 1, %4$s
            ON CONFLICT (%2$s, %4$s) DO UPDATE SET cost_nanos = t.cost_nanos + excluded.cost_nanos""".formatted(table, time, expression, key);
    }
}
