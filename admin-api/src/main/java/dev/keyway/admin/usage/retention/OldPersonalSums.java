package dev.keyway.admin.usage.retention;

import dev.keyway.admin.database.Pipeline;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops sums by user and by tags of days whose records are gone, one day after the other. A lock lets one replica drop a day. */
@Component
class OldPersonalSums {

    private static final Logger LOG = LoggerFactory.getLogger(OldPersonalSums.class);

    private static final List<String> TABLES = List.of("usage_user_utc_day", "usage_tag_utc_day", "usage_recorded_day");

    /** Usage of the first day after a month can have arrived in it, by a clock that was fast. */
    private static final String DUE = """
            SELECT due::date FROM generate_series(
                (SELECT least((SELECT min(day) FROM usage_user_utc_day), (SELECT min(day) FROM usage_tag_utc_day), (SELECT min(day) FROM usage_recorded_day))),
                (SELECT max(month) + interval '1 month' FROM usage_closing), interval '1 day') AS d (due)""";

    private final Pipeline pipeline;

    OldPersonalSums(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void tend() {
        List<LocalDate> due = pipeline.jdbc()
                .sql(DUE)
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
        List<LocalDate> dropped = due.stream().filter(this::drop).toList();
        if (!dropped.isEmpty()) {
            LOG.info(
                    "sums of usage by user and tags from {} to {} were dropped, as their records were",
                    dropped.getFirst(),
                    dropped.getLast());
        }
    }

    /** Whoever sums the day is waited for, or finds it changed. A day that another replica drops is left to it. */
    private boolean drop(LocalDate day) {
        int deleted = pipeline.writeAgain(jdbc -> {
            if (!jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('keyway.usage.personal'), usage_day_lock(?))")
                    .param(day)
                    .query(Boolean.class)
                    .single()) {
                return 0;
            }
            int unused = jdbc.sql("SELECT hold_usage_days(ARRAY[?::date])::text")
                    .param(day)
                    .query((row, n) -> n)
                    .list()
                    .size();
            unused = delete(jdbc, "usage_day_summing", day);
            return TABLES.stream().mapToInt(table -> delete(jdbc, table, day)).sum();
        });
        return deleted > 0;
    }

    private static int delete(JdbcClient jdbc, String table, LocalDate day) {
        return jdbc.sql("DELETE FROM %s WHERE day = ?".formatted(table))
                .param(day)
                .update();
    }
}
