package dev.keyway.admin.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The way to the database for closing months of the audit: the role that may call one function, and nothing else. */
public final class AuditRole implements AutoCloseable {

    private final HikariDataSource pool;
    private final JdbcClient jdbc;

    AuditRole(HikariDataSource pool) {
        this.pool = pool;
        this.jdbc = JdbcClient.create(pool);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        pool.close();
    }
}
