package dev.keyway.admin.usage.retention;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.query.UsageFilter;
import dev.keyway.admin.usage.query.UsageReach;
import dev.keyway.admin.usage.query.UsageSubjects;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Closing sums of months whose records were dropped, as far as the caller may see them. */
@Service
class ClosedMonths {

    /** A hundred years. */
    private static final int MOST = 1200;

    private final JdbcClient jdbc;
    private final UsageSubjects subjects;
    private final CurrentCaller current;

    ClosedMonths(JdbcClient jdbc, UsageSubjects subjects, CurrentCaller current) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.current = current;
    }

    /**
     * The latest first.
     *
     * @throws ProblemException if an id is unknown, or the caller may not see what it names
     */
    @Transactional(readOnly = true)
    public ClosedMonthList list(@Nullable UUID tenant, @Nullable UUID team, @Nullable UUID token) {
        Caller caller = current.get();
        UsageFilter subject = new UsageFilter(
                null, null, tenant, team, token, null, null, null, null, null, null, null, null, null, null);
        subjects.require(subject, caller);
        Filter filter =
                scope(UsageReach.ofSums(caller).within(subject), team, token).and("tenant_id = ?", tenant);
        return new ClosedMonthList(jdbc.sql("""
                        SELECT month, sum(requests)::bigint AS requests, sum(tokens)::bigint AS tokens, sum(nanos)::bigint AS nanos
                        FROM usage_closing WHERE %s GROUP BY month ORDER BY month DESC LIMIT %d""".formatted(filter.sql(), MOST))
                .params(filter.values())
                .query((row, n) -> new ClosedMonth(
                        YearMonth.from(row.getObject("month", LocalDate.class)).toString(),
                        row.getLong("requests"),
                        row.getLong("tokens"),
                        Money.dollars(row.getLong("nanos"))))
                .list());
    }

    /** Each record counts in one of the rows: of its token, its team or its tenant. */
    private static Filter scope(UsageReach reach, @Nullable UUID team, @Nullable UUID token) {
        if (token != null) {
            return Filter.where("scope = 'TOKEN' AND scope_id = ?", token);
        }
        if (team != null) {
            return Filter.where("scope = 'TEAM' AND scope_id = ?", team);
        }
        if (reach.isEverything()) {
            return Filter.where("scope = 'TENANT'");
        }
        List<String> conditions = new ArrayList<>(List.of("false"));
        List<Object> values = new ArrayList<>();
        for (UsageReach.Part part : reach.parts()) {
            boolean ofTeam = part.scope().team() != null;
            conditions.add(ofTeam ? "scope = 'TEAM' AND scope_id = ?" : "scope = 'TENANT' AND scope_id = ?");
            values.add(Objects.requireNonNull(
                    ofTeam ? part.scope().team() : part.scope().tenant()));
        }
        return Filter.where("true").and("(" + String.join(" OR ", conditions) + ")", values);
    }
}
