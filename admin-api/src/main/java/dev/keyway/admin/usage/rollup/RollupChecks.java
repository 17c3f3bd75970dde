package dev.keyway.admin.usage.rollup;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.database.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Checks of rollups: each night the last 31 days are compared with the records, and days that somebody asked for are built again. Each
 * replica looks for them; what is done is written down, so that it is done once.
 */
@Component
class RollupChecks {

    private static final Logger LOG = LoggerFactory.getLogger(RollupChecks.class);
    private static final LocalTime NIGHT = LocalTime.of(2, 0);
    private static final int DAYS = 31;

    private static final String DUE = """
            SELECT due::date FROM generate_series(?::date - ?, ?::date - 1, interval '1 day') AS d (due)
            WHERE NOT EXISTS (SELECT FROM usage_check WHERE day = due::date AND checked_at >= ?)
                AND EXISTS (SELECT FROM usage_consumer_quarter WHERE quarter >= due AT TIME ZONE 'UTC'
                    AND quarter < due AT TIME ZONE 'UTC' + interval '1 day')
            ORDER BY 1 DESC""";

    private final RollupDays days;
    private final Pipeline pipeline;
    private final Alerts alerts;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();

    RollupChecks(RollupDays days, Pipeline pipeline, Alerts alerts, Clock clock) {
        this.days = days;
        this.pipeline = pipeline;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** A run that takes longer than until the next one goes on alone. */
    @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void tend() {
        if (turn.tryLock()) {
            try {
                int unused = rebuildAsked();
                unused = checkDue();
            } finally {
                turn.unlock();
            }
        }
    }

    /** Compares the days that were not compared since the last night began, and returns how many this replica compared. */
    int checkDue() {
        Instant night = night();
        LocalDate today = LocalDate.ofInstant(night, ZoneOffset.UTC);
        List<LocalDate> due = pipeline.jdbc()
                .sql(DUE)
                .params(today, DAYS, today, Timestamp.from(night))
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
        return DayWork.count(
                due, day -> compare(day, RollupDays.Then.REPORT, differences -> checked(day, differences, night)));
    }

    /** Builds the days again that somebody asked for, and returns how many this replica built. */
    int rebuildAsked() {
        List<LocalDate> asked = pipeline.jdbc()
                .sql("SELECT day FROM usage_check WHERE asked_at IS NOT NULL AND day <= ? ORDER BY day")
                .param(RollupDays.last(clock.instant()))
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
        return DayWork.count(
                asked, day -> compare(day, RollupDays.Then.REPLACE, differences -> rebuilt(day, differences)));
    }

    /** A day that fails holds up no other; it is tried again in a minute. */
    private boolean compare(LocalDate day, RollupDays.Then then, Predicate<Long> done) {
        try {
            return days.compare(day, then).filter(done).isPresent();
        } catch (DataAccessException | TransactionException failure) {
            LOG.error("rollups of {} cannot be compared with the records now", day, failure);
            return false;
        }
    }

    private Instant night() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant begun = today.atTime(NIGHT).toInstant(ZoneOffset.UTC);
        return now.isBefore(begun) ? today.minusDays(1).atTime(NIGHT).toInstant(ZoneOffset.UTC) : begun;
    }

    private boolean checked(LocalDate day, long differences, Instant night) {
        return pipeline.write(transaction -> {
            int mine = transaction
                    .sql("""
                            INSERT INTO usage_check AS c (day, checked_at, differences) VALUES (?, ?, ?)
                            ON CONFLICT (day) DO UPDATE SET checked_at = excluded.checked_at, differences = excluded.differences
                            WHERE c.checked_at IS NULL OR c.checked_at < ?""")
                    .params(day, Timestamp.from(clock.instant()), differences, Timestamp.from(night))
                    .update();
            if (mine > 0 && differences > 0) {
                int unused = alerts.raise(transaction, alert(day, differences));
            }
            return mine > 0;
        });
    }

    private boolean rebuilt(LocalDate day, long differences) {
        LOG.info("rollups of {} were built again from the records; {} rows differed", day, differences);
        return pipeline.jdbc()
                        .sql(
                                "UPDATE usage_check SET asked_at = NULL, rebuilt_at = ?, differences = ? WHERE day = ? AND asked_at IS NOT NULL")
                        .params(Timestamp.from(clock.instant()), differences, day)
                        .update()
                > 0;
    }

    private Alert alert(LocalDate day, long differences) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Alert(
                AlertEvent.ROLLUP_MISMATCH,
                null,
                "rollups %s %s".formatted(day, today),
                "The stored sums of %s differ from the usage records in %d rows: build them again."
                        .formatted(day, differences),
                Map.of("day", day.toString(), "differences", differences));
    }
}
