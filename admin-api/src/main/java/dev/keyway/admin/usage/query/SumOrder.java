package dev.keyway.admin.usage.query;

import java.util.List;
import java.util.stream.Stream;

/** Order of groups, greatest first. */
enum SumOrder {
    COST("cost_nanos"),
    REQUESTS("requests"),
    ATTEMPTS("attempts"),
    ERRORS("failed + broken + interrupted"),
    TOKENS("input + cache_read + cache_write_5m + cache_write_1h + output + audio_input + audio_output");

    private final String sql;

    SumOrder(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    /** The columns that it needs; groups that are equal in it are in the order of their requests. */
    List<String> columns() {
        return Stream.concat(Stream.of(sql.split(" \\+ ", -1)), Stream.of("requests"))
                .distinct()
                .toList();
    }
}
