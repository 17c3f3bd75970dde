package dev.keyway.admin.statement;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lines of statements. Those of a closed one are stored. Until then they follow from the rollups: its records are what the rollups
 * contain of the month without the adjustments of its dates. Records of a closed month that are not in a closed statement have come late,
 * and are in the first month after it that is not closed.
 */
@Component
class StatementLines {

    private static final int MOST = 20_000;
    private static final String NONE = "'00000000-0000-0000-0000-000000000000'::uuid";

    /** Closed months right before this one of which more requests are booked than their statements have. */
    private static final String LATE_MONTHS = """
            SELECT s.month FROM statement s
            WHERE s.tenant_id = :tenant AND s.month < :month
                AND (SELECT count(*) FROM statement o WHERE o.tenant_id = :tenant AND o.month >= s.month AND o.month < :month)
                    = extract(year FROM age(:month, s.month)) * 12 + extract(month FROM age(:month, s.month))
                AND coalesce((SELECT requests FROM spend
                    WHERE scope = 'TENANT' AND scope_id = :tenant AND period = 'MONTH' AND window_start = s.month), 0)
                    <> coalesce((SELECT sum(requests) FROM statement_line l
                        WHERE l.tenant_id = :tenant AND l.of_month = s.month AND l.kind IN ('USAGE', 'LATE')), 0)""";

    private static final String OPEN = """
            WITH months AS MATERIALIZED (SELECT CAST(:month AS date) AS month UNION ALL %1$s),
            records (of_month, team_id, token_id, requests, input_tokens, output_tokens, nanos) AS (
                SELECT m.month, d.* FROM months m CROSS JOIN LATERAL (
                    SELECT team_id, token_id, sum(requests), sum(input + cache_read + cache_write_5m + cache_write_1h + audio_input),
                        sum(output + audio_output), sum(cost_nanos)
                    FROM usage_consumer_day
                    WHERE tenant_id = :tenant AND date >= m.month AND date < (m.month + interval '1 month')::date
                    GROUP BY team_id, token_id) AS d
                UNION ALL
                SELECT m.month, s.team_id, s.token_id, 0, 0, 0, -sum(s.nanos)
                FROM months m JOIN usage_adjustment_sum s ON s.tenant_id = :tenant AND s.of_month = m.month GROUP BY 1, 2, 3
                UNION ALL
                SELECT m.month, l.team_id, l.token_id, -sum(l.requests), -sum(l.input_tokens), -sum(l.output_tokens), -sum(l.nanos)
                FROM months m JOIN statement_line l ON l.tenant_id = :tenant AND l.of_month = m.month AND l.kind IN ('USAGE', 'LATE')
                GROUP BY 1, 2, 3),
            lines AS (
                SELECT CASE WHEN of_month = :month THEN 'USAGE' ELSE 'LATE' END AS kind, of_month, team_id, token_id,
                    %2$s AS repricing_id, sum(requests)::bigint AS requests, sum(input_tokens)::bigint AS input_tokens,
                    sum(output_tokens)::bigint AS output_tokens, sum(nanos)::bigint AS nanos
                FROM records GROUP BY of_month, team_id, token_id
                HAVING sum(requests) <> 0 OR sum(input_tokens) <> 0 OR sum(output_tokens) <> 0 OR sum(nanos) <> 0
                UNION ALL
                SELECT CASE WHEN repricing_id = %2$s THEN 'ADJUSTMENT' ELSE 'REPRICING' END, of_month, team_id, token_id, repricing_id,
                    adjustments, 0, 0, nanos
                FROM usage_adjustment_sum WHERE tenant_id = :tenant AND booking_month = :month)
            SELECT n.kind, n.of_month, n.team_id, coalesce(t.name, '') AS team, n.token_id, coalesce(k.name, '') AS token, n.repricing_id,
                n.requests, n.input_tokens, n.output_tokens, n.nanos
            FROM lines n LEFT JOIN team t ON t.id = n.team_id LEFT JOIN proxy_token k ON k.id = n.token_id""".formatted(LATE_MONTHS, NONE);

    private static final String CLOSED = "SELECT * FROM statement_line WHERE tenant_id = :tenant AND month = :month";

    private final JdbcClient jdbc;

    StatementLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ProblemException if there are too many */
    List<StatementLine> open(UUID tenant, YearMonth month) {
        return read(OPEN, tenant, month);
    }

    /** @throws ProblemException if there are too many */
    List<StatementLine> closed(UUID tenant, YearMonth month) {
        return read(CLOSED, tenant, month);
    }

    /** Stores the lines of a month whose statement is closed, in one statement, and so of one moment. */
    void close(UUID tenant, YearMonth month) {
        int unused = jdbc.sql("""
                        INSERT INTO statement_line (tenant_id, month, kind, of_month, team_id, team, token_id, token, repricing_id, requests,
                            input_tokens, output_tokens, nanos)
                        SELECT CAST(:tenant AS uuid), CAST(:month AS date), l.* FROM (""" + OPEN + ") AS l")
                .params(Map.of("tenant", tenant, "month", month.atDay(1)))
                .update();
    }

    private List<StatementLine> read(String lines, UUID tenant, YearMonth month) {
        List<StatementLine> found = jdbc.sql(
                        "SELECT * FROM (%s) AS l ORDER BY kind, of_month, team, team_id, token, token_id, repricing_id LIMIT %d"
                                .formatted(lines, MOST + 1))
                .params(Map.of("tenant", tenant, "month", month.atDay(1)))
                .query(StatementLine::of)
                .list();
        if (found.size() > MOST) {
            throw ProblemException.of(
                    ErrorCode.QUERY_TOO_LARGE, "The statement has more than %d lines.".formatted(MOST));
        }
        return found;
    }
}
