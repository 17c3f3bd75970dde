package dev.keyway.admin.usage.rollup;

import dev.keyway.admin.database.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Days of UTC that are summed, so that long ranges are read from few rows. A day that changes afterwards is summed again. Each replica
 * looks for them; the lock of a day lets one sum it. A day that changes while it is summed is summed the next time.
 */
@Component
class SummedDays {

    private static final Logger LOG = LoggerFactory.getLogger(SummedDays.class);

    /** Most of a day's usage has arrived by then. */
    private static final Duration AFTER = Duration.ofMinutes(15);

    private static final int MOST = 500;

    private static final String DUE = """
            SELECT due::date FROM (
                SELECT least((SELECT min(quarter) FROM usage_consumer_quarter), (SELECT min(quarter) FROM usage_supply_quarter)) AS first) AS f
            CROSS JOIN LATERAL generate_series((first AT TIME ZONE 'UTC')::date, ?::date - 1, interval '1 day') AS d (due)
            WHERE NOT EXISTS (SELECT FROM usage_utc_day WHERE day = due::date)
                OR NOT EXISTS (SELECT FROM usage_recorded_day WHERE day = due::date) AND NOT usage_records_dropped(due::date)
            ORDER BY 1 DESC LIMIT ?""";

    private final Pipeline pipeline;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();

    SummedDays(Pipeline pipeline, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /** A run that takes longer than until the next one goes on alone. */
    @Scheduled(fixedRate = 5, timeUnit = TimeUnit.MINUTES)
    void tend() {
        if (turn.tryLock()) {
            try {
                int unused = sumDue();
            } finally {
                turn.unlock();
            }
        }
    }

    /** Sums the days that are due, and returns how many this replica summed. */
    int sumDue() {
        return DayWork.count(due(), this::sum);
    }

    private List<LocalDate> due() {
        LocalDate today = LocalDate.ofInstant(clock.instant().minus(AFTER), ZoneOffset.UTC);
        return pipeline.jdbc()
                .sql(DUE)
                .params(today, MOST)
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .list();
    }

    /** Notes the day, then sums it: nobody who stores usage waits for the sums. A day that fails holds up no other. */
    private boolean sum(LocalDate day) {
        try {
            return pipeline.writeAgain(jdbc -> begin(jdbc, day)) && pipeline.writeLong(jdbc -> sum(jdbc, day));
        } catch (DataAccessException | TransactionException failure) {
            LOG.error("usage of {} cannot be summed now", day, failure);
            return false;
        }
    }

    private static boolean begin(JdbcClient jdbc, LocalDate day) {
        return jdbc.sql("SELECT begin_usage_day(?)")
                .param(day)
                .query(Boolean.class)
                .single();
    }

    private static boolean sum(JdbcClient jdbc, LocalDate day) {
        return jdbc.sql("SELECT sum_usage_day(?)")
                .param(day)
                .query(Boolean.class)
                .single();
    }
}
