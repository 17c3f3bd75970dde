package dev.keyway.admin.usage.query;

import java.util.ArrayList;
import java.util.List;

/** Statement of percentiles: of each interval those of the total, of these groups and of the others together. */
final class LatencyStatement {

    private LatencyStatement() {}

    static SqlPart of(SqlPart parts, List<String> groups) {
        List<Object> values = new ArrayList<>(parts.values());
        values.add(groups.toArray(String[]::new));
        return new SqlPart("""
                WITH parts AS (%s),
                placed AS (SELECT parts.*, coalesce(grouped = ANY (n.groups), false) AS is_shown
                    FROM parts CROSS JOIN (SELECT ?::text[] AS groups) AS n),
                histograms AS (
                    SELECT part, grouping(is_shown) = 1 AS is_total, is_shown, CASE WHEN is_shown THEN grouped END AS grouped, measure, bucket,
                        sum(n) AS n
                    FROM placed GROUP BY GROUPING SETS ((part, measure, bucket, is_shown, CASE WHEN is_shown THEN grouped END),
                        (part, measure, bucket))),
                added AS (
                    SELECT *, sum(n) OVER (PARTITION BY part, is_total, is_shown, grouped, measure ORDER BY bucket) AS reached,
                        sum(n) OVER (PARTITION BY part, is_total, is_shown, grouped, measure) AS whole
                    FROM histograms)
                SELECT part, is_total, is_shown, grouped, measure, max(whole)::bigint AS count,
                    min(bucket) FILTER (WHERE reached >= 0.5 * whole) AS p50, min(bucket) FILTER (WHERE reached >= 0.95 * whole) AS p95,
                    min(bucket) FILTER (WHERE reached >= 0.99 * whole) AS p99
                FROM added GROUP BY part, is_total, is_shown, grouped, measure""".formatted(parts.text()), values);
    }
}
