package dev.keyway.admin.usage.retention;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.SqlFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Months of usage: makes those to come, and drops old ones once their sums are written. Each replica tends them; a lock lets one at a
 * time.
 */
@Component
class UsageMonths {

    private static final Logger LOG = LoggerFactory.getLogger(UsageMonths.class);
    private static final int MONTHS_AHEAD = 3;

    /** A repeat is recognized for longer than its record is there. */
    private static final int MONTHS_OF_IDS = 2;

    private static final String ENSURE = """
            SELECT ensure_months('usage_event', ?, ?) + ensure_months('usage_attempt', ?, ?) + ensure_usage_ids(?, ?)""";

    /** One that was closed, and could not be dropped then, stays closed. */
    private static final String CLOSE = """
            INSERT INTO usage_closing (month, scope, scope_id, tenant_id, nanos, requests, tokens)
            SELECT ?, CASE WHEN grouping(token_id) = 0 THEN 'TOKEN' WHEN grouping(team_id) = 0 THEN 'TEAM' ELSE 'TENANT' END,
                coalesce(token_id, team_id, tenant_id), (array_agg(tenant_id))[1], sum(cost_nanos), count(*), sum(tokens)
            FROM usage_event
            WHERE kind = 'REQUEST' AND arrived_at >= ? AND arrived_at < ?
            GROUP BY GROUPING SETS ((tenant_id), (team_id), (token_id))
            ON CONFLICT (month, scope, scope_id) DO NOTHING""";

    private static final int TRIES = 10;

    /** For so long ingest may have to wait behind a drop that itself waits. */
    private static final int DROP_WAIT_MILLIS = 500;

    private static final String LOCK_TIMEOUT = "55P03";

    private final Pipeline pipeline;
    private final UsagePartitions partitions;
    private final UsageSettings settings;
    private final Clock clock;

    UsageMonths(Pipeline pipeline, UsagePartitions partitions, UsageSettings settings, Clock clock) {
        this.pipeline = pipeline;
        this.partitions = partitions;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void tend() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        int unused = pipeline.jdbc()
                .sql(ENSURE)
                .params(today, MONTHS_AHEAD, today, MONTHS_AHEAD, today.minusMonths(1), MONTHS_AHEAD + 1)
                .query(Integer.class)
                .single();
        if (settings.keepMonths() > 0) {
            YearMonth first = YearMonth.from(today).minusMonths(settings.keepMonths());
            partitions.months("usage_event", first).forEach(this::close);
            partitions
                    .months("usage_id", first.minusMonths(MONTHS_OF_IDS))
                    .forEach(month -> pipeline.write(jdbc -> {
                        return drop(jdbc, "usage_id", month);
                    }));
        }
    }

    /** Reads the month in a transaction of its own, so that the one that locks the tables is short. */
    private void close(YearMonth month) {
        Instant start = clock.instant();
        boolean closed = pipeline.writeLong(jdbc -> {
            if (!isMine(jdbc, month)) {
                return false;
            }
            int unused = jdbc.sql(CLOSE)
                    .params(
                            month.atDay(1),
                            month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                            month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                    .update();
            return true;
        });
        Instant end = clock.instant();
        if (closed && drop(month)) {
            LOG.info(
                    "usage of {} was closed in {} ms and dropped in {} ms",
                    month,
                    Duration.between(start, end).toMillis(),
                    Duration.between(end, clock.instant()).toMillis());
        }
    }

    /** In short tries: whoever stores usage meanwhile waits behind each, and gets its turn between two. */
    private boolean drop(YearMonth month) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return pipeline.write(jdbc -> {
                    int unused = jdbc.sql("SET LOCAL lock_timeout = " + DROP_WAIT_MILLIS)
                            .update();
                    return isMine(jdbc, month)
                            && drop(jdbc, "usage_event", month)
                            && drop(jdbc, "usage_attempt", month);
                });
            } catch (DataAccessException failure) {
                if (SqlFault.of(failure)
                        .filter(fault -> fault.state().equals(LOCK_TIMEOUT))
                        .isEmpty()) {
                    throw failure;
                }
            }
        }
        LOG.info("usage of {} is closed and is in use; it is dropped later", month);
        return false;
    }

    /** One replica does it, and only once. */
    private boolean isMine(JdbcClient jdbc, YearMonth month) {
        boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('keyway.usage.retention'))")
                .query(Boolean.class)
                .single();
        return mine && partitions.months("usage_event", month.plusMonths(1)).contains(month);
    }

    private static boolean drop(JdbcClient jdbc, String parent, YearMonth month) {
        return jdbc.sql("SELECT drop_usage_month(?, ?)")
                .params(parent, month.atDay(1))
                .query(Boolean.class)
                .single();
    }
}
