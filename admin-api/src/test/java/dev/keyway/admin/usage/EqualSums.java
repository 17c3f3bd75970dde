package dev.keyway.admin.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** That records and adjustments, rollups and spend say the same, to the nano-dollar. */
public final class EqualSums {

    private final JdbcClient sql;

    public EqualSums(AdminServer server) {
        this.sql = server.sql();
    }

    /** Σ records + Σ adjustments = Σ rollups = spend, for each key of each of them that this test has. */
    public void requireEqual(TestEvents events, long seed) {
        requireEqual(
                events.owners().stream().map(each -> each.tenantId()).distinct().toArray(UUID[]::new), seed);
    }

    /** The same for tenants. */
    public void requireEqual(UUID[] tenants, long seed) {
        String costs = """
            SELECT e.*, cost_nanos + (SELECT coalesce(sum(nanos), 0) FROM keyway.usage_adjustment WHERE event_id = e.id) AS adjusted
            FROM keyway.usage_event e WHERE tenant_id = ANY (?)""";
        String spend = """
            SELECT s.scope, s.scope_id, w.period, w.window_start, sum(adjusted)::bigint FROM (%s) AS c
            CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) AS s (scope, scope_id)
            CROSS JOIN LATERAL (VALUES ('DAY', date), ('WEEK', date_trunc('week', date::timestamp)::date),
                ('MONTH', date_trunc('month', date::timestamp)::date), ('TOTAL', date '1970-01-01')) AS w (period, window_start)
            WHERE kind = 'REQUEST' GROUP BY 1, 2, 3, 4""".formatted(costs);
        requireEqual(
                "SELECT scope, scope_id, period, window_start, nanos FROM keyway.spend WHERE tenant_id = ANY (?)",
                spend,
                tenants,
                seed);
        String key = "tenant_id, team_id, token_id, coalesce(alias, '')";
        requireEqual(
                "SELECT date, %s, sum(cost_nanos)::bigint FROM keyway.usage_consumer_day WHERE tenant_id = ANY (?) GROUP BY 1, 2, 3, 4, 5"
                        .formatted(key),
                "SELECT date, %s, sum(adjusted)::bigint FROM (%s) AS c GROUP BY 1, 2, 3, 4, 5".formatted(key, costs),
                tenants,
                seed);
        requireEqual(
                "SELECT quarter, %s, sum(cost_nanos)::bigint FROM keyway.usage_consumer_quarter WHERE tenant_id = ANY (?) GROUP BY 1, 2, 3, 4, 5"
                        .formatted(key),
                "SELECT keyway.quarter_hour(at), %s, sum(adjusted)::bigint FROM (%s) AS c GROUP BY 1, 2, 3, 4, 5"
                        .formatted(key, costs),
                tenants,
                seed);
        for (String table : List.of("usage_supply_day", "usage_supply_quarter")) {
            requireEqual(
                    "SELECT coalesce(sum(cost_nanos), 0)::bigint FROM keyway.%s WHERE provider_id IN (%s)"
                            .formatted(table, "SELECT provider_id FROM keyway.usage_attempt WHERE tenant_id = ANY (?)"),
                    "SELECT coalesce(sum(adjusted), 0)::bigint FROM (%s) AS c WHERE attempts > 0".formatted(costs),
                    tenants,
                    seed);
        }
    }

    private void requireEqual(String one, String other, UUID[] tenants, long seed) {
        List<String> rows = Stream.of(one, other)
                .map(query -> "SELECT string_agg(t::text, E'\\n' ORDER BY t::text) FROM (" + query + ") AS t")
                .map(query -> sql.sql(query).param(tenants).query(String.class).single())
                .toList();
        assertThat(rows.getFirst()).as("%s, seed %d", one, seed).isEqualTo(rows.getLast());
    }
}
