package dev.keyway.admin.usage.query;

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
}
