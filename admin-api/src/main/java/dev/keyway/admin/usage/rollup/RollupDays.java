package dev.keyway.admin.usage.rollup;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.usage.ingest.RecordedRollups;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rollups of single days, compared with the records and built again from them. Days whose records were dropped stay as they are. A lock
 * lets one replica work on a day.
 */
@Component
class RollupDays {

    /** After the end of the next day of UTC. */
    private static final Duration AFTER = Duration.ofMinutes(15);

    private static final String CONDITION_OF_QUARTERS =
            "quarter >= ?::date::timestamp AT TIME ZONE 'UTC' AND quarter < (?::date + 1)::timestamp AT TIME ZONE 'UTC'";

    /** Nobody drops some of the records meanwhile. */
    private static final String RECORDS = "SELECT pg_advisory_xact_lock_shared(hashtext('keyway.usage.records'))::text";

    /** Whoever changes rollups of the day is waited for, or waits, so that each statement from here on sees the same records of it. */
    private static final String OF_DAY =
            "SELECT pg_advisory_xact_lock(hashtext('keyway.usage.day'), usage_day_lock(?))::text";

    private final Pipeline pipeline;

    RollupDays(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Last day that can be built again: its date has ended in every zone, so that only late usage waits for it.
     *
     * @param now the time
     */
    static LocalDate last(Instant now) {
        return LocalDate.ofInstant(now.minus(AFTER), ZoneOffset.UTC).minusDays(2);
    }

    /** What is done with the rollups of a day that differ from the records. */
    enum Then {
        REPORT,
        REPLACE
    }

    /**
     * Compares a day.
     *
     * @return number of rows that differ; empty if another replica is at it, or records of the day were dropped
     */
    Optional<Long> compare(LocalDate day, Then then) {
        return pipeline.writeLong(transaction -> {
            int unused = 0;
            if (then == Then.REPORT) {
                unused = transaction
                        .sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                        .update();
            }
            // Before the moment that the transaction sees: no month is dropped between that moment and the end.
            unused = transaction
                    .sql("LOCK TABLE usage_event, usage_attempt IN ACCESS SHARE MODE")
                    .update();
            if (!isMine(transaction, day)) {
                return Optional.empty();
            }
            lock(transaction, RECORDS);
            if (then == Then.REPLACE) {
                lock(transaction, OF_DAY, day);
            }
            if (isClosed(transaction, day)) {
                return Optional.empty();
            }
            RecordedRollups.make(transaction, day);
            RecordedDay ofRecords = new RecordedDay(transaction, day);
            long recorded = ofRecords.differences();
            if (recorded > 0 && then == Then.REPLACE) {
                ofRecords.discard();
            }
            long differences = 0;
            for (String table :
                    RecordedRollups.TABLES.keySet().stream().sorted().toList()) {
                long found = differences(transaction, table, day);
                if (found > 0 && then == Then.REPLACE) {
                    replace(transaction, table, day);
                }
                differences += found;
            }
            if (differences > 0 && then == Then.REPLACE) {
                unused = transaction
                        .sql("DELETE FROM usage_utc_day WHERE day = ?")
                        .param(day)
                        .update();
            }
            return Optional.of(differences + recorded);
        });
    }

    private static boolean isMine(JdbcClient transaction, LocalDate day) {
        return transaction
                .sql("SELECT pg_try_advisory_xact_lock(hashtext('keyway.usage.rollup'), usage_day_lock(?))")
                .param(day)
                .query(Boolean.class)
                .single();
    }

    private static void lock(JdbcClient transaction, String lock, Object... values) {
        int unused =
                transaction.sql(lock).params(values).query((row, n) -> n).list().size();
    }

    /** Whether records of the day may have arrived in a month that was dropped. */
    private static boolean isClosed(JdbcClient transaction, LocalDate day) {
        return transaction
                .sql("SELECT usage_records_dropped(?)"
                        + " OR EXISTS (SELECT FROM dropped_refusals WHERE month >= date_trunc('month', ?::date - 1))")
                .params(day, day)
                .query(Boolean.class)
                .single();
    }

    private static long differences(JdbcClient transaction, String table, LocalDate day) {
        String stored = "SELECT * FROM keyway.%s WHERE %s".formatted(table, condition(table));
        String recorded = "SELECT * FROM " + RecordedRollups.PREFIX + table;
        return transaction
                .sql("""
                        SELECT (SELECT count(*) FROM (%1$s EXCEPT ALL %2$s) AS more) + (SELECT count(*) FROM (%2$s EXCEPT ALL %1$s) AS less)""".formatted(stored, recorded))
                .params(day, day, day, day)
                .query(Long.class)
                .single();
    }

    private static void replace(JdbcClient transaction, String table, LocalDate day) {
        int unused = transaction
                .sql("DELETE FROM keyway.%s WHERE %s".formatted(table, condition(table)))
                .params(day, day)
                .update();
        unused = transaction
                .sql("INSERT INTO keyway.%1$s SELECT * FROM %2$s%1$s".formatted(table, RecordedRollups.PREFIX))
                .update();
    }

    private static String condition(String table) {
        return "date".equals(RecordedRollups.TABLES.get(table))
                ? "date >= ?::date AND date <= ?::date"
                : CONDITION_OF_QUARTERS;
    }
}
