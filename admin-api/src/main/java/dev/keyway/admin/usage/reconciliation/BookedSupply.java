package dev.keyway.admin.usage.reconciliation;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.usage.cost.Units;
import dev.keyway.admin.usage.query.UsageTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is booked of a provider, by day and model, adjustments included. Quarter hours make the days of any zone. */
@Component
class BookedSupply {

    private static final TypeReference<Map<String, Long>> BY_METER = new TypeReference<>() {};
    private static final String CALLS = "request";

    private final JdbcClient jdbc;
    private final UsageTime time;
    private final JsonMapper json;

    BookedSupply(JdbcClient jdbc, UsageTime time, JsonMapper json) {
        this.jdbc = jdbc;
        this.time = time;
        this.json = json;
    }

    /** @param account only what was used of this account; null: all */
    @Transactional(readOnly = true)
    public NavigableMap<DayModel, Amounts> of(
            UUID provider, @Nullable UUID account, ZoneId zone, LocalDate first, LocalDate last) {
        Filter filter = Filter.where(
                        "provider_id = ? AND quarter >= ? AND quarter < ?",
                        provider,
                        Timestamp.from(first.atStartOfDay(zone).toInstant()),
                        Timestamp.from(last.plusDays(1).atStartOfDay(zone).toInstant()))
                .and("account_id = ?", account);
        String sums = Units.METERS.stream()
                .map("sum(%1$s)::bigint AS %1$s"::formatted)
                .collect(Collectors.joining(", "));
        List<Map.Entry<DayModel, Amounts>> rows = time.bounded(() -> jdbc.sql("""
                        SELECT (quarter AT TIME ZONE ?)::date AS day, model, sum(attempts)::bigint AS attempts, sum(cost_nanos)::bigint AS nanos, %s,
                            units_sum(other_units) FILTER (WHERE other_units IS NOT NULL) AS other_units
                        FROM usage_supply_quarter WHERE %s GROUP BY 1, 2""".formatted(sums, filter.sql()))
                .params(withZone(zone, filter))
                .query(this::row)
                .list());
        NavigableMap<DayModel, Amounts> booked = new TreeMap<>();
        rows.forEach(row -> booked.put(row.getKey(), row.getValue()));
        return booked;
    }

    private static List<Object> withZone(ZoneId zone, Filter filter) {
        List<Object> values = filter.values();
        values.addFirst(zone.getId());
        return values;
    }

    private Map.Entry<DayModel, Amounts> row(ResultSet row, int number) throws SQLException {
        Map<String, Long> units = new HashMap<>();
        for (String meter : Units.METERS) {
            units.put(meter, row.getLong(meter));
        }
        String others = row.getString("other_units");
        if (others != null) {
            units.putAll(json.readValue(others, BY_METER));
        }
        units.put(
                InvoiceCsv.TOKENS,
                Units.TOKENS.stream()
                        .mapToLong(meter -> units.getOrDefault(meter, 0L))
                        .sum());
        units.put(CALLS, row.getLong("attempts"));
        return Map.entry(
                new DayModel(row.getObject("day", LocalDate.class), row.getString("model")),
                new Amounts(List.of(), units, row.getLong("nanos")));
    }
}
