package dev.keyway.admin.usage.savings;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.admin.usage.cost.PriceLists;
import dev.keyway.admin.usage.query.UsageFilter;
import dev.keyway.admin.usage.query.UsageReach;
import dev.keyway.admin.usage.query.UsageSubjects;
import dev.keyway.admin.usage.query.UsageTime;
import dev.keyway.admin.usage.query.UsageUnits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Savings, of the records that a caller may see. */
@Service
class Savings {

    private static final int FETCH = 2_000;

    private final JdbcClient jdbc;
    private final UsageSubjects subjects;
    private final UsageTime time;
    private final PriceLists lists;
    private final CurrentCaller current;

    Savings(JdbcClient jdbc, UsageSubjects subjects, UsageTime time, PriceLists lists, CurrentCaller current) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.time = time;
        this.lists = lists;
        this.current = current;
    }

    /** @throws ProblemException if an id of the filter is unknown, or the caller may not see it, or this takes too long */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public UsageSavings of(UsageFilter filter) {
        Caller caller = current.get();
        return time.bounded(() -> {
            subjects.require(filter, caller);
            UsageReach reach = UsageReach.ofRecords(caller).within(filter);
            Filter found = UsageFilter.within(
                    reach.narrow(filter.narrow(Filter.where("true"))), "at", filter.from(), filter.to());
            String attempts = """
                    FROM (SELECT id, arrived_at, clock_offset_millis FROM usage_event WHERE %s) AS e
                    JOIN usage_attempt a ON a.event_id = e.id AND a.arrived_at = e.arrived_at WHERE\s""".formatted(found.sql());
            Failed failed = failed(attempts, found);
            CacheSavings cached = cached(attempts, found);
            return new UsageSavings(
                    failed.attempts(),
                    Money.dollars(failed.nanos()),
                    cached.attempts(),
                    Money.dollars(cached.nanos()),
                    cached.unknown());
        });
    }

    private Failed failed(String attempts, Filter found) {
        return jdbc.sql("SELECT count(*), coalesce(sum(a.cost_nanos), 0)::bigint " + attempts
                        + "a.failure IS NOT NULL AND a.cost_nanos > 0")
                .params(found.values())
                .query((row, n) -> new Failed(row.getLong(1), row.getLong(2)))
                .single();
    }

    private CacheSavings cached(String attempts, Filter found) {
        CacheSavings savings = new CacheSavings(lists, jdbc);
        jdbc.sql(
                        "SELECT a.price_list, a.tier, a.at - e.clock_offset_millis * interval '1 millisecond' AS began, a.other_units, a.unpriced, "
                                + UsageUnits.columns("a."::concat) + " " + attempts
                                + "(a.cache_read > 0 OR a.cache_write_5m > 0 OR a.cache_write_1h > 0) AND NOT a.stated_cost")
                .withFetchSize(FETCH)
                .params(found.values())
                .query((ResultSet row) -> savings.add(row.getString("price_list"), used(row)));
        return savings;
    }

    private static AttemptCost used(ResultSet row) throws SQLException {
        Map<String, Long> units = new HashMap<>(UsageUnits.of(row));
        units.keySet().removeAll(UsageUnits.unpriced(row).keySet());
        return new AttemptCost(
                units, row.getString("tier"), row.getTimestamp("began").toInstant());
    }

    private record Failed(long attempts, long nanos) {}
}
