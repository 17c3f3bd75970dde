package dev.keyway.admin.usage.query;

import java.util.ArrayList;
import java.util.List;

/** Statement that sums up the parts of a query by interval and group. */
final class SumStatement {

    private SumStatement() {}

    /**
     * The total first, then the first groups and last the others together, of all intervals.
     *
     * @param parts at least one, without intervals
     * @param top number of groups
     */
    static SqlPart ranked(List<SqlPart> parts, SumOrder order, int top) {
        SqlPart all = SqlPart.union(parts);
        List<Object> values = new ArrayList<>(all.values());
        values.add(top);
        // A single part has each group once.
        String groups = parts.size() == 1
                ? "parts"
                : "(SELECT grouped, %s FROM parts GROUP BY grouped)".formatted(SumColumns.added());
        return new SqlPart("""
                WITH parts AS (%s),
                ranked AS (
                    SELECT *, row_number() OVER (ORDER BY %s DESC, requests DESC, grouped) AS place
                    FROM %s AS groups),
                placed AS (SELECT ranked.*, CASE WHEN place <= n.top THEN place END AS shown FROM ranked CROSS JOIN (SELECT ? AS top) AS n)
                SELECT 1 AS part, grouping(shown) = 1 AS is_total, shown IS NOT NULL AS is_shown,
                    CASE WHEN shown IS NOT NULL THEN min(grouped) END AS grouped, %s
                FROM placed GROUP BY GROUPING SETS ((shown), ()) ORDER BY is_total DESC, shown NULLS LAST""".formatted(all.text(), order.sql(), groups, SumColumns.added()), values);
    }

    /**
     * The names of the first groups, of all intervals.
     *
     * @param parts at least one, with the columns of the order
     * @param top number of groups
     */
    static SqlPart first(List<SqlPart> parts, SumOrder order, int top) {
        SqlPart all = SqlPart.union(parts);
        List<Object> values = new ArrayList<>(all.values());
        values.add(top);
        return new SqlPart("""
                WITH parts AS (%s)
                SELECT grouped FROM (SELECT grouped, %s FROM parts GROUP BY grouped) AS groups
                ORDER BY %s DESC, requests DESC, grouped LIMIT ?""".formatted(all.text(), SumColumns.added(order.columns()), order.sql()), values);
    }

    /**
     * The total and these groups, of each interval.
     *
     * @param groups parts of the groups; at least one
     * @param total parts of all groups together, at least one; they may be of another source
     */
    static SqlPart shown(List<SqlPart> groups, List<SqlPart> total) {
        SqlPart ofGroups = SqlPart.union(groups);
        SqlPart ofAll = SqlPart.union(total);
        List<Object> values = new ArrayList<>(ofAll.values());
        values.addAll(ofGroups.values());
        return new SqlPart("""
                SELECT part, true AS is_total, false AS is_shown, NULL AS grouped, %1$s FROM (%2$s) AS parts GROUP BY part
                UNION ALL
                SELECT part, false, true, grouped, %1$s FROM (%3$s) AS parts GROUP BY part, grouped""".formatted(SumColumns.added(), ofAll.text(), ofGroups.text()), values);
    }

    /**
     * Of each interval the total, the sums of these groups and those of the others together.
     *
     * @param parts at least one
     * @param groups empty: only the totals
     */
    static SqlPart of(List<SqlPart> parts, List<String> groups) {
        SqlPart all = SqlPart.union(parts);
        List<Object> values = new ArrayList<>(all.values());
        values.add(groups.toArray(String[]::new));
        return new SqlPart("""
                WITH parts AS (%s),
                placed AS (SELECT parts.*, coalesce(grouped = ANY (n.groups), false) AS is_shown
                    FROM parts CROSS JOIN (SELECT ?::text[] AS groups) AS n)
                SELECT part, grouping(is_shown) = 1 AS is_total, is_shown, CASE WHEN is_shown THEN grouped END AS grouped, %s
                FROM placed GROUP BY GROUPING SETS ((part, is_shown, CASE WHEN is_shown THEN grouped END), (part))
                ORDER BY part""".formatted(all.text(), SumColumns.added()), values);
    }
}
