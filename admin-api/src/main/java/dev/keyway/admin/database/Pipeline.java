package dev.keyway.admin.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way to the database for snapshots, ingest and jobs: it sees the rows of all tenants, and has connections of its
 * own, so that it cannot take those of the API.
 */
public final class Pipeline implements AutoCloseable {

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
