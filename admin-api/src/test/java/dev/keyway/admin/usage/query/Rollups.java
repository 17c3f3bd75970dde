package dev.keyway.admin.usage.query;

import dev.keyway.admin.AdminServer;
import java.util.List;
import java.util.stream.Collectors;

/** Rollups of consumers, made anew from all records. */
final class Rollups {

    private static final List<String> UNITS = List.of(
            "input",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "output",
            "reasoning",
            "audio_input",
            "audio_output",
            "search");

    private static final String PARTS = """
            WITH parts AS (
                SELECT keyway.quarter_hour(at) AS quarter, date, tenant_id, team_id, token_id,
                    coalesce(provider_id, '00000000-0000-0000-0000-000000000000') AS provider_id, coalesce(model, '') AS model,
                    (kind = 'REQUEST')::integer AS requests, (outcome = 'FAILED')::integer AS failed, (outcome = 'BROKEN')::integer AS broken,
                    (outcome = 'INTERRUPTED')::integer AS interrupted, CASE WHEN outcome = 'REFUSED' THEN requests ELSE 0 END AS refused,
                    estimated::integer AS estimated, %s, NULL::jsonb AS other_units, NULL::jsonb AS unpriced, 0 AS cost_nanos
                FROM keyway.usage_event
                UNION ALL
                SELECT keyway.quarter_hour(e.at), e.date, e.tenant_id, e.team_id, e.token_id, a.provider_id, a.model, 0, 0, 0, 0, 0, 0, %s,
                    a.other_units, a.unpriced, a.cost_nanos
                FROM keyway.usage_attempt a JOIN keyway.usage_event e ON e.id = a.event_id)
            """.formatted(columns("0 AS %1$s"), columns("a.%1$s"));

    private Rollups() {}

    static void rebuild(AdminServer server) {
        for (String time : List.of("quarter", "date")) {
            String table = "keyway.usage_consumer_" + (time.equals("date") ? "day" : time);
            String counts = "requests, failed, broken, interrupted, refused, estimated, cost_nanos";
            server.sql().sql("DELETE FROM " + table).update();
            server.sql()
                    .sql("""
                            %sINSERT INTO %s (%s, tenant_id, team_id, token_id, provider_id, model, alias, %s, %s, other_units, unpriced)
                            SELECT %3$s, tenant_id, team_id, token_id, provider_id, model, '', %s, %s, keyway.units_sum(other_units),
                                keyway.units_sum(unpriced)
                            FROM parts GROUP BY %3$s, tenant_id, team_id, token_id, provider_id, model""".formatted(
                                    PARTS,
                                    table,
                                    time,
                                    counts,
                                    columns("%1$s"),
                                    List.of(counts.split(", ")).stream()
                                            .map("sum(%s)"::formatted)
                                            .collect(Collectors.joining(", ")),
                                    columns("sum(%1$s)")))
                    .update();
        }
    }

    private static String columns(String form) {
        return UNITS.stream().map(form::formatted).collect(Collectors.joining(", "));
    }
}
