package dev.keyway.admin.usage.retention;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.usage.ingest.RecordedRollups;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Drops rollups of months whose records are gone, one day after the other. Late usage of such a day makes some again; these are dropped
 * the next time.
 */
@Component
class OldSums {

    private static final Logger LOG = LoggerFactory.getLogger(OldSums.class);

    private static final List<Rollup> ROLLUPS = Stream.concat(
                    RecordedRollups.TABLES.entrySet().stream()
                            .map(table -> new Rollup(table.getKey(), table.getValue())),
                    Stream.of(
                                    "usage_outcome_utc_day",
                                    "usage_consumer_utc_day",
                                    "usage_token_utc_day",
                                    "usage_model_utc_day",
                                    "usage_team_utc_day",
                                    "usage_tenant_utc_day",
                                    "usage_user_utc_day",
                                    "usage_tag_utc_day",
                                    "usage_recorded_day",
                                    "usage_supply_utc_day",
                                    "usage_key_utc_day",
                                    "usage_latency_team_utc_day",
                                    "usage_latency_key_utc_day")
                            .map(table -> new Rollup(table, "day")))
            .toList();

    private static final String FIRST =
            ROLLUPS.stream().map(Rollup::first).collect(Collectors.joining(", ", "SELECT least(", ")"));

    private final Pipeline pipeline;
    private final UsageSettings settings;
    private final Clock clock;

    OldSums(Pipeline pipeline, UsageSettings settings, Clock clock) {
        this.pipeline = pipeline;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void tend() {
        if (settings.keepSumMonths() == 0) {
            return;
        }
        LocalDate retained = YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .minusMonths(settings.keepSumMonths())
                .atDay(1);
        Optional<LocalDate> first = first().filter(day -> day.isBefore(retained));
        if (first.isPresent()) {
            for (LocalDate day = first.get(); day.isBefore(retained); day = day.plusDays(1)) {
                drop(day);
            }
            LOG.info("sums of usage from {} to before {} were dropped", first.get(), retained);
        }
    }

    private Optional<LocalDate> first() {
        return pipeline.jdbc()
                .sql(FIRST)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    /** Whoever changes rollups of the day is waited for, or waits. */
    private void drop(LocalDate day) {
        int unused = pipeline.writeAgain(jdbc -> {
            int rows = jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('keyway.usage.day'), usage_day_lock(?))::text")
                    .param(day)
                    .query((row, n) -> n)
                    .list()
                    .size();
            for (Rollup rollup : ROLLUPS) {
                rows += rollup.drop(jdbc, day);
            }
            return rows;
        });
    }

    /** @param time column of its time: a quarter hour, a date, or a day of UTC */
    private record Rollup(String table, String time) {

        String first() {
            String first = isOfQuarters() ? "(min(quarter) AT TIME ZONE 'UTC')::date" : "min(%s)".formatted(time);
            return "(SELECT %s FROM %s)".formatted(first, table);
        }

        int drop(JdbcClient jdbc, LocalDate day) {
            return jdbc.sql("DELETE FROM %s WHERE %s".formatted(table, condition()))
                    .params(day, day)
                    .update();
        }

        private String condition() {
            String start = isOfQuarters() ? "::timestamp AT TIME ZONE 'UTC'" : "";
            return "%1$s >= ?::date%2$s AND %1$s < (?::date + 1)%2$s".formatted(time, start);
        }

        private boolean isOfQuarters() {
            return time.equals("quarter");
        }
    }
}
