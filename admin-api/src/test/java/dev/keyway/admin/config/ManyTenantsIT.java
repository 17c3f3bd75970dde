package dev.keyway.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.testkit.time.Awaiting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a large file costs in a database that was empty when its statistics were taken. */
class ManyTenantsIT {

    private static final int TENANTS = 1500;
    private static final List<String> TABLES = List.of("tenant", "team", "limit_policy", "budget_policy");

    @Test
    void noEntryOfAFileReadsAllThatCameBeforeIt() {
        try (AdminServer server = AdminServer.start(Map.of())) {
            JdbcClient sql = server.sql();
            for (String table : TABLES) {
                sql.sql("VACUUM ANALYZE keyway." + table).update();
            }
            server.owner().put("/api/v1/config?dryRun=true", file()).expect(200);
            Awaiting.until(
                    "statistics", () -> TABLES.stream().allMatch(table -> count(sql, "n_tup_ins", table) >= TENANTS));
            for (String table : TABLES) {
                // While a table has few pages, reading it is cheaper than its index; reading all of it each time comes
                // to millions.
                assertThat(count(sql, "seq_tup_read", table)).as(table).isLessThan(1_000_000);
            }
        }
    }

    private static String file() {
        return IntStream.range(0, TENANTS)
                .mapToObj("""
                        {"name": "S%d", "limits": {"requestsPerMinute": 5}, "teams": [{"name": "t"}],
                         "budgets": [{"period": "MONTH", "amount": "5"}]}"""::formatted)
                .collect(Collectors.joining(",", "{\"format\": 1, \"tenants\": [", "]}"));
    }

    private static long count(JdbcClient sql, String column, String table) {
        return sql.sql("SELECT " + column + " FROM pg_stat_user_tables WHERE schemaname = 'keyway' AND relname = ?")
                .param(table)
                .query(Long.class)
                .single();
    }
}
