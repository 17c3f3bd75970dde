package dev.keyway.admin.usage.rollup;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sums of a day of UTC by user and by tags, compared with the records that they were made of. */
final class RecordedDay {

    private static final String IS_SUMMED =
            "SELECT EXISTS (SELECT FROM usage_utc_day JOIN usage_recorded_day USING (day) WHERE day = ?)";

    private static final String RECORDED =
            "CREATE TEMPORARY TABLE recorded_usage_day ON COMMIT DROP AS SELECT * FROM recorded_usage(?)";

    private static final String DIFFERENCES = """
            WITH stored AS (
                SELECT to_jsonb(u) - 'day' AS sums FROM usage_user_utc_day u WHERE day = ?
                UNION ALL SELECT to_jsonb(t) - 'day' - 'tags_digest' FROM usage_tag_utc_day t WHERE day = ?),
            recorded AS (
                SELECT to_jsonb(r) - CASE WHEN r.tags IS NULL THEN 'tags' ELSE 'user_hash' END AS sums FROM recorded_usage_day r)
            SELECT (SELECT count(*) FROM (TABLE stored EXCEPT ALL TABLE recorded) AS more)
                + (SELECT count(*) FROM (TABLE recorded EXCEPT ALL TABLE stored) AS less)""";

    private final JdbcClient transaction;
    private final LocalDate day;

    RecordedDay(JdbcClient transaction, LocalDate day) {
        this.transaction = transaction;
        this.day = day;
    }

    /** Number of rows that differ; none of a day that is not summed. The transaction must see one moment of the day. */
    long differences() {
        boolean isSummed =
                transaction.sql(IS_SUMMED).param(day).query(Boolean.class).single();
        if (!isSummed) {
            return 0;
        }
        int unused = transaction.sql(RECORDED).param(day).update();
        return transaction
                .sql(DIFFERENCES)
                .params(List.of(day, day))
                .query(Long.class)
                .single();
    }

    /** Leaves the day to the job that sums it. */
    void discard() {
        int unused = transaction
                .sql("DELETE FROM usage_recorded_day WHERE day = ?")
                .param(day)
                .update();
    }
}
