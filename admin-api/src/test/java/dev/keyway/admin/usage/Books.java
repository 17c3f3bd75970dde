package dev.keyway.admin.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.contract.usage.UsageRefusal;
import dev.keyway.contract.window.Period;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Books of some tenants, compared with the events that were shipped, to the nano-dollar. */
public final class Books {

    private final JdbcClient sql;

    public Books(AdminServer server) {
        this.sql = server.sql();
    }

    /** That these events, and no others of their tenants, are booked in records, rollups and spend. */
    public void requireExactly(Collection<UsageEvent> events) {
        UUID[] tenants =
                events.stream().map(event -> owner(event).tenantId()).distinct().toArray(UUID[]::new);
        assertThat(ids(tenants))
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(UsageEvent::id).toList());
        assertThat(spend(tenants)).isEqualTo(spendOf(events));
        long nanos = events.stream().mapToLong(UsageEvent::costNanos).sum();
        long requests = events.stream().filter(Books::isRequest).count();
        long refused = events.stream()
                .map(UsageEvent::refusal)
                .filter(Objects::nonNull)
                .mapToLong(UsageRefusal::count)
                .sum();
        long attempts =
                events.stream().mapToLong(event -> event.attempts().size()).sum();
        long images = sum(events, "image");
        long input = sum(events, "input");
        for (String rollup : List.of("usage_consumer_quarter", "usage_consumer_day")) {
            assertThat(sql.sql("""
                            SELECT concat_ws(' ', sum(cost_nanos), sum(requests), sum(refused), sum(attempts), sum(input),
                                coalesce(sum((other_units->>'image')::bigint), 0), sum(completed + failed + broken + cancelled + interrupted))
                            FROM keyway.%s WHERE tenant_id = ANY (?)""".formatted(rollup))
                            .param(tenants)
                            .query(String.class)
                            .single())
                    .as(rollup)
                    .isEqualTo("%d %d %d %d %d %d %d", nanos, requests, refused, attempts, input, images, requests);
        }
        assertThat(sql.sql("SELECT coalesce(sum(cost_nanos), 0) FROM keyway.usage_event WHERE tenant_id = ANY (?)")
                        .param(tenants)
                        .query(Long.class)
                        .single())
                .isEqualTo(nanos);
    }

    /** That what keys served is what the records of all tenants say: with a database of its own. */
    public void requireSupplyLikeRecords() {
        String records = sql.sql(
                        "SELECT concat_ws(' ', sum(cost_nanos), count(*), sum(input), sum(output)) FROM keyway.usage_attempt")
                .query(String.class)
                .single();
        for (String rollup : List.of("usage_supply_quarter", "usage_supply_day")) {
            assertThat(sql.sql(
                                    "SELECT concat_ws(' ', sum(cost_nanos), sum(attempts), sum(input), sum(output)) FROM keyway."
                                            + rollup)
                            .query(String.class)
                            .single())
                    .isEqualTo(records);
        }
    }

    private List<UUID> ids(UUID[] tenants) {
        return sql.sql("SELECT id FROM keyway.usage_event WHERE tenant_id = ANY (?)")
                .param(tenants)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private Map<String, String> spend(UUID[] tenants) {
        Map<String, String> rows = new TreeMap<>();
        sql.sql("SELECT * FROM keyway.spend WHERE tenant_id = ANY (?)")
                .param(tenants)
                .query(row -> {
                    rows.put(
                            "%s %s %s %s"
                                    .formatted(
                                            row.getString("scope"),
                                            row.getString("scope_id"),
                                            row.getString("period"),
                                            row.getString("window_start")),
                            "%d %d %d".formatted(row.getLong("nanos"), row.getLong("requests"), row.getLong("tokens")));
                });
        return rows;
    }

    private static Map<String, String> spendOf(Collection<UsageEvent> events) {
        Map<String, long[]> sums = new TreeMap<>();
        events.stream().filter(Books::isRequest).forEach(event -> {
            UsageOwner owner = owner(event);
            Map<String, UUID> scopes =
                    Map.of("TENANT", owner.tenantId(), "TEAM", owner.teamId(), "TOKEN", owner.tokenId());
            scopes.forEach((scope, id) -> {
                for (Period period : Period.values()) {
                    long[] sum = sums.computeIfAbsent(
                            "%s %s %s %s".formatted(scope, id, period, period.start(event.date())), key -> new long[3]);
                    sum[0] += event.costNanos();
                    sum[1]++;
                    sum[2] += sum(List.of(event), "input") + sum(List.of(event), "output");
                }
            });
        });
        Map<String, String> rows = new TreeMap<>();
        sums.forEach((key, sum) -> rows.put(key, "%d %d %d".formatted(sum[0], sum[1], sum[2])));
        return rows;
    }

    private static UsageOwner owner(UsageEvent event) {
        return Objects.requireNonNull(event.owner());
    }

    private static boolean isRequest(UsageEvent event) {
        return event.kind().equals(UsageEvent.REQUEST);
    }

    private static long sum(Collection<UsageEvent> events, String meter) {
        return events.stream()
                .flatMap(event -> event.attempts().stream())
                .map(UsageAttempt::units)
                .mapToLong(units -> units.getOrDefault(meter, 0L))
                .sum();
    }
}
