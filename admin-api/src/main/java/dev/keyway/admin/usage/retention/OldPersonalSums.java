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

/** Drops sums by user and by tags of days whose records are gone, one day after the other. */
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
        due.forEach(this::drop);
        if (!due.isEmpty()) {
            LOG.info(
                    "sums of usage by user and tags from {} to {} were dropped, as their records were",
                    due.getFirst(),
                    due.getLast());
        }
    }

    /** Whoever sums the day is waited for, or finds it changed. */
    private void drop(LocalDate day) {
        int unused = pipeline.writeAgain(jdbc -> {
            int rows = jdbc.sql("SELECT hold_usage_days(ARRAY[?::date])::text")
                    .param(day)
                    .query((row, n) -> n)
                    .list()
                    .size();
            rows += delete(jdbc, "usage_day_summing", day);
            for (String table : TABLES) {
                rows += delete(jdbc, table, day);
            }
            return rows;
        });
    }

    private static int delete(JdbcClient jdbc, String table, LocalDate day) {
        return jdbc.sql("DELETE FROM %s WHERE day = ?".formatted(table))
                .param(day)
                .update();
    }
}
