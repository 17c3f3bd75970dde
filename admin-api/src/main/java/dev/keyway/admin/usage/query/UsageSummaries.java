package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Sums of usage records, as far as the caller may see them. */
@Service
class UsageSummaries {

    private static final int MOST_GROUPS = 1000;

    private final JdbcClient jdbc;
    private final UsageSubjects subjects;
    private final UsageTime time;
    private final CurrentCaller current;

    UsageSummaries(JdbcClient jdbc, UsageSubjects subjects, UsageTime time, CurrentCaller current) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.time = time;
        this.current = current;
    }

    /** @throws ProblemException if an id of the filter is unknown, or the caller may not see it */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public UsageSummary sum(UsageFilter filter, UsageGrouping grouping) {
        Caller caller = current.get();
        return time.bounded(() -> {
            subjects.require(filter, caller);
            return sum(filter, reach(filter, grouping, caller).within(filter), grouping);
        });
    }

    /** What a single token or request used is shown to those only who see its records. */
    private static UsageReach reach(UsageFilter filter, UsageGrouping grouping, Caller caller) {
        return filter.isPersonal() || grouping == UsageGrouping.TOKEN
                ? UsageReach.ofRecords(caller)
                : UsageReach.ofSums(caller);
    }

    private UsageSummary sum(UsageFilter filter, UsageReach reach, UsageGrouping grouping) {
        SummaryStatement statement = SummaryStatement.of(filter, reach, grouping, MOST_GROUPS + 1);
        List<Row> rows = jdbc.sql(statement.sql())
                .params(statement.values())
                .query((row, n) -> new Row(row.getString("grouped"), UsageSums.of(row)))
                .list();
        List<Row> groups = grouping == UsageGrouping.NOTHING ? List.of() : rows.subList(1, rows.size());
        List<Row> shown = groups.stream().limit(MOST_GROUPS).toList();
        return new UsageSummary(
                grouping.hasIds() ? named(shown, grouping) : models(shown),
                groups.size() > shown.size(),
                rows.getFirst().sums());
    }

    private static List<UsageGroup> models(List<Row> rows) {
        return rows.stream()
                .map(row -> UsageGroup.of(null, Objects.requireNonNull(row.key()), row.sums()))
                .toList();
    }

    private List<UsageGroup> named(List<Row> rows, UsageGrouping grouping) {
        List<UUID> ids = rows.stream().map(Row::id).toList();
        Map<UUID, String> names = jdbc
                .sql(grouping.names())
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return rows.stream()
                .map(row -> UsageGroup.of(row.id(), names.getOrDefault(row.id(), ""), row.sums()))
                .toList();
    }

    /** @param key null for the total */
    private record Row(@Nullable String key, UsageSums sums) {

        UUID id() {
            return UUID.fromString(Objects.requireNonNull(key));
        }
    }
}
