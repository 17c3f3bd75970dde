package dev.keyway.admin.usage.retention;

import dev.keyway.admin.database.Pipeline;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");
    private static final int MONTHS_AHEAD = 3;

    /** A repeat is recognized for longer than its record is there. */
    private static final int MONTHS_OF_IDS = 2;

    private static final String ENSURE = """
            SELECT ensure_months('usage_event', ?, ?) + ensure_months('usage_attempt', ?, ?) + ensure_usage_ids(?, ?)""";

    private static final String CLOSE = """
            INSERT INTO usage_closing (month, scope, scope_id, tenant_id, nanos, requests, tokens)
            SELECT ?, s.scope, s.scope_id, (array_agg(tenant_id))[1], sum(cost_nanos), count(*), sum(tokens)
            FROM usage_event
            CROSS JOIN LATERAL (VALUES ('TENANT', tenant_id), ('TEAM', team_id), ('TOKEN', token_id)) AS s (scope, scope_id)
            WHERE kind = 'REQUEST' AND arrived_at >= ? AND arrived_at < ? GROUP BY s.scope, s.scope_id""";

    private final Pipeline pipeline;
    private final UsageSettings settings;
    private final Clock clock;

    UsageMonths(Pipeline pipeline, UsageSettings settings, Clock clock) {
        this.pipeline = pipeline;
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
            months("usage_event", first).forEach(this::close);
            months("usage_id", first.minusMonths(MONTHS_OF_IDS))
                    .forEach(month -> pipeline.write(jdbc -> {
                        return drop(jdbc, "usage_id", month);
                    }));
        }
    }

    private void close(YearMonth month) {
        boolean closed = pipeline.write(jdbc -> {
            int unused = jdbc.sql("SET LOCAL statement_timeout = 0").update();
            boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('keyway.usage.retention'))")
                    .query(Boolean.class)
                    .single();
            if (!mine || !months("usage_event", month.plusMonths(1)).contains(month)) {
                return false;
            }
            unused = jdbc.sql(CLOSE)
                    .params(
                            month.atDay(1),
                            month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                            month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                    .update();
            return drop(jdbc, "usage_event", month) && drop(jdbc, "usage_attempt", month);
        });
        if (closed) {
            LOG.info("usage of {} was closed and dropped", month);
        }
    }

    private static boolean drop(JdbcClient jdbc, String parent, YearMonth month) {
        return jdbc.sql("SELECT drop_usage_month(?, ?)")
                .params(parent, month.atDay(1))
                .query(Boolean.class)
                .single();
    }

    /** Those that there are before a month, oldest first. */
    private List<YearMonth> months(String parent, YearMonth before) {
        return pipeline.jdbc().sql("""
                        SELECT right(relname, 6) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                        WHERE inhparent = to_regclass(?) AND relname ~ '_[0-9]{6}$' ORDER BY 1""").param(parent).query(String.class).list().stream()
                .map(month -> YearMonth.parse(month, MONTH))
                .filter(month -> month.isBefore(before))
                .toList();
    }
}
