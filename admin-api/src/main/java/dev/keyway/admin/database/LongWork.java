package dev.keyway.admin.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Long work within a transaction: a statement may take an hour, for which the driver otherwise takes the database for dead after 90
 * silent seconds, and has 64 MB for each of its sorts and hashes. Until it ends, the connection waits a minute longer than the database does; what the transaction set ends with it.
 */
public final class LongWork {

    /** Longest time that a statement may take. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(LongWork.class);
    private static final Duration SILENT = LONGEST.plusMinutes(1);

    /** No query: the transaction has seen nothing yet, and may still lock what it is going to see. */
    private static final String BEGIN =
            "SET LOCAL statement_timeout = %d; SET LOCAL work_mem = '64MB'".formatted(LONGEST.toMillis());

    private final Connection connection;
    private final int before;

    private LongWork(Connection connection, int before) {
        this.connection = connection;
        this.before = before;
    }

    /**
     * Begins long work.
     *
     * @param connection in a transaction
     */
    public static LongWork on(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(BEGIN);
        }
        LongWork work = new LongWork(connection, connection.getNetworkTimeout());
        work.waitFor(Math.toIntExact(SILENT.toMillis()));
        return work;
    }

    /** Ends it. A connection that is broken stays so. */
    public void end() {
        try {
            waitFor(before);
        } catch (SQLException e) {
            LOG.debug("a connection was closed already", e);
        }
    }

    private void waitFor(int millis) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, millis);
    }
}
