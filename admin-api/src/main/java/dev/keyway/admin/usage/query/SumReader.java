package dev.keyway.admin.usage.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads sums of rollups and records. What one answer consists of must be read in one transaction that sees one moment. */
@Component
class SumReader {

    private final JdbcClient jdbc;

    SumReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first groups of a query, of all its intervals together. */
    SumSheet rank(SumQuery query, SumOrder order, int top) {
        SumQuery whole = query.with(query.range(), List.of());
        if (whole.isOfStoredGroups()) {
            List<String> found = first(whole, order, top + 1);
            SumSheet shown = shown(whole, found.subList(0, Math.min(top, found.size())));
            return found.size() > top ? shown.withOthers() : shown;
        }
        SumSheet ranked = read(SumStatement.ranked(parts(whole, new SumParts(whole)), order, top), query.source());
        if (!query.grouping().overlaps()) {
            return ranked;
        }
        Map<SumSheet.Slot, UsageSums> sums = new HashMap<>(ranked.sums());
        SumSheet.Slot total = SumSheet.Slot.total(1);
        sums.put(total, sums(whole.ungrouped(), List.of()).get(total));
        return new SumSheet(ranked.groups(), sums, ranked.ofSupply());
    }

    /** The names of the first groups of a query, of all its intervals together. */
    List<String> first(SumQuery query, SumOrder order, int top) {
        SumQuery whole = query.with(query.range(), List.of());
        SqlPart statement =
                SumStatement.first(parts(whole, new SumParts(whole).withCounts(order.columns())), order, top);
        return jdbc.sql(statement.text())
                .params(statement.values())
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    /**
     * These groups and the total, of each interval. All columns are read of few rows: those of the groups, and those of the source that
     * has the fewest for the total.
     */
    private SumSheet shown(SumQuery query, List<String> groups) {
        SumQuery total = query.source().isOfSupply() ? query : query.ungrouped();
        SumSheet found = read(
                SumStatement.shown(
                        parts(query, new SumParts(query).only(groups)), parts(total, new SumParts(total).together())),
                query.source());
        return new SumSheet(List.copyOf(groups), found.sums(), found.ofSupply());
    }

    /** The sums of these groups, and of the others together, in each interval of a query. */
    SumSheet sums(SumQuery query, List<String> groups) {
        if (query.isOfStoredGroups()) {
            return shown(query, groups).withOthers();
        }
        SumSheet found =
                read(SumStatement.of(parts(query, new SumParts(query).withOthers(groups)), groups), query.source());
        Map<SumSheet.Slot, UsageSums> sums = new HashMap<>(found.sums());
        if (query.grouping().isNothing()) {
            sums.keySet().removeIf(slot -> slot.kind() != SumSheet.Kind.TOTAL);
        }
        if (query.grouping().overlaps()) {
            sums.keySet().removeIf(slot -> slot.kind() == SumSheet.Kind.TOTAL);
            sums.putAll(sums(query.ungrouped(), List.of()).sums());
        }
        return new SumSheet(groups, sums, found.ofSupply());
    }

    /** The latencies of the same. */
    Map<SumSheet.Slot, UsageLatency> latencies(SumQuery query, LatencySource source, List<String> groups) {
        Map<SumSheet.Slot, UsageLatency> found = new HashMap<>();
        SqlPart statement =
                LatencyStatement.of(source.parts(query, split(query, true, LatencySource.SUMMED_DAYS)), groups);
        jdbc.sql(statement.text()).params(statement.values()).query(row -> {
            SumSheet.Slot slot = slot(row);
            found.put(
                    slot,
                    found.getOrDefault(slot, UsageLatency.NONE)
                            .with(row.getString("measure"), UsageLatency.Percentiles.of(row)));
        });
        return found;
    }

    private List<SqlPart> parts(SumQuery query, SumParts parts) {
        SumSource source = query.source();
        return parts.of(source.summedDays()
                .map(days -> split(query, source.hasQuarters(), days))
                .orElseGet(() -> RangeSplit.ofRecords(query.range())));
    }

    private RangeSplit split(SumQuery query, boolean hasQuarters, String days) {
        NavigableSet<LocalDate> summed = new TreeSet<>(jdbc.sql(days)
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list());
        return hasQuarters
                ? RangeSplit.of(query.range(), query.starts(), summed)
                : RangeSplit.ofDays(query.range(), query.starts(), summed);
    }

    private SumSheet read(SqlPart statement, SumSource source) {
        List<String> groups = new ArrayList<>();
        Map<SumSheet.Slot, UsageSums> sums = new HashMap<>();
        jdbc.sql(statement.text()).params(statement.values()).query(row -> {
            SumSheet.Slot slot = slot(row);
            if (slot.group() != null) {
                groups.add(slot.group());
            }
            sums.put(slot, UsageSums.of(row, source.isOfSupply()));
        });
        return new SumSheet(List.copyOf(groups), sums, source.isOfSupply());
    }

    private static SumSheet.Slot slot(ResultSet row) throws SQLException {
        int interval = row.getInt("part");
        if (row.getBoolean("is_total")) {
            return SumSheet.Slot.total(interval);
        }
        @Nullable String group = row.getString("grouped");
        return group != null && row.getBoolean("is_shown")
                ? SumSheet.Slot.group(interval, group)
                : SumSheet.Slot.others(interval);
    }
}
