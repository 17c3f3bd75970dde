package dev.keyway.admin.usage.retention;

import dev.keyway.admin.database.Pipeline;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.stereotype.Component;

/** Partitions by month of the tables of usage. */
@Component
class UsagePartitions {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

    private final Pipeline pipeline;

    UsagePartitions(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Those that there are before a month, oldest first. */
    List<YearMonth> months(String parent, YearMonth before) {
        return pipeline.jdbc().sql("""
                        SELECT right(relname, 6) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                        WHERE inhparent = to_regclass(?) AND relname ~ '_[0-9]{6}$' ORDER BY 1""").param(parent).query(String.class).list().stream()
                .map(month -> YearMonth.parse(month, MONTH))
                .filter(month -> month.isBefore(before))
                .toList();
    }
}
