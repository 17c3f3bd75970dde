package dev.keyway.admin.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.keyway.admin.problem.SqlFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way to the database for snapshots, ingest and jobs: it sees the rows of all tenants, and has connections of its
 * own, so that it cannot take those of the API.
 */
public final class Pipeline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final int TRIES = 5;

    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TransactionTemplate snapshots;

    Pipeline(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
        DataSourceTransactionManager manager = new DataSourceTransactionManager(pool);
        this.transactions = new TransactionTemplate(manager);
        this.snapshots = new TransactionTemplate(manager);
        snapshots.setReadOnly(true);
        snapshots.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    }

    /** Statements that are each a transaction of their own. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Several statements, all or nothing. */
    public <T> T write(Function<JdbcClient, T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.apply(jdbc)));
    }

    /** Several statements, all or nothing, which are run again if the database undid them in favour of others. */
    public <T> T writeAgain(Function<JdbcClient, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return write(work);
            } catch (DataAccessException e) {
                if (attempt == TRIES || !isOfTheMoment(e)) {
                    throw e;
                }
                LOG.debug("a transaction is run again", e);
            }
        }
    }

    /** As {@link #writeAgain}, for statements that may take an hour. */
    public <T> T writeLong(Function<JdbcClient, T> work) {
        return writeAgain(transaction -> longWork(work));
    }

    /** As {@link #read}, for statements that may take an hour. */
    public <T> T readLong(Function<JdbcClient, T> work) {
        return read(transaction -> longWork(work));
    }

    private <T> T longWork(Function<JdbcClient, T> work) {
        Connection connection = DataSourceUtils.getConnection(pool);
        try {
            LongWork longWork = LongWork.on(connection);
            try {
                return work.apply(jdbc);
            } finally {
                longWork.end();
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("long work", null, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
    }

    /** A deadlock or a failed serialization. */
    private static boolean isOfTheMoment(DataAccessException failure) {
        return SqlFault.of(failure)
                .filter(fault -> fault.state().equals("40001") || fault.state().equals("40P01"))
                .isPresent();
    }

    /** Several reads of one moment. */
    public <T> T read(Function<JdbcClient, T> work) {
        return Objects.requireNonNull(snapshots.execute(status -> work.apply(jdbc)));
    }

    /** A connection outside the rhythm of the pool, for LISTEN; its owner closes it. */
    public HikariDataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
