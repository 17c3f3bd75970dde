package dev.keyway.admin.usage.query;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.SqlFault;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Timeout of queries of usage: nobody else waits for a query that reads too much. */
@Component
public class UsageTime {

    private static final Duration MOST = Duration.ofSeconds(8);
    private static final String CANCELLED = "57014";

    private final JdbcClient jdbc;
    private final Duration most;

    @Autowired
    UsageTime(JdbcClient jdbc) {
        this(jdbc, MOST);
    }

    UsageTime(JdbcClient jdbc, Duration most) {
        this.jdbc = jdbc;
        this.most = most;
    }

    /**
     * Runs the queries of a transaction. Each is planned for its own values, as a tenant may have a thousand times the usage of another,
     * and not compiled, which takes longer than most of them.
     *
     * @throws ProblemException if one of them takes too long
     */
    public <T> T bounded(Supplier<T> queries) {
        String unused = jdbc.sql("""
                        SELECT set_config('statement_timeout', ?, true) || set_config('plan_cache_mode', 'force_custom_plan', true)
                            || set_config('jit', 'off', true)""")
                .param(String.valueOf(most.toMillis()))
                .query(String.class)
                .single();
        try {
            return queries.get();
        } catch (DataAccessException failure) {
            if (SqlFault.of(failure)
                    .filter(fault -> fault.state().equals(CANCELLED))
                    .isPresent()) {
                throw ProblemException.of(
                        ErrorCode.QUERY_TOO_LARGE,
                        "The query takes longer than %d seconds: shorten its range, or name a tenant, team or token."
                                .formatted(most.toSeconds()));
            }
            throw failure;
        }
    }
}
