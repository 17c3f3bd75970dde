package dev.keyway.admin.usage.export;

import com.zaxxer.hikari.HikariDataSource;
import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.database.LongWork;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Connections of the API, as exports use them: one snapshot of what the caller's tenants have, with time to read it. */
@Component
final class ExportConnections {

    private static final Logger LOG = LoggerFactory.getLogger(ExportConnections.class);

    private static final String BEGIN = """
            SELECT set_config('keyway.tenants', ?, true), set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true)""";

    private final HikariDataSource pool;

    ExportConnections(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Reads within one transaction. A connection on which that fails is closed, as rows may be left in it. */
    long read(Caller caller, ExportTurns.Turn turn, Reading reading) throws SQLException, IOException {
        try (Connection connection = pool.getConnection()) {
            boolean whole = false;
            turn.connects(() -> discard(connection));
            try {
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                begin(connection, caller);
                long rows = read(connection, reading);
                connection.commit();
                whole = true;
                return rows;
            } finally {
                if (!whole) {
                    discard(connection);
                }
            }
        }
    }

    private static long read(Connection connection, Reading reading) throws SQLException, IOException {
        LongWork work = LongWork.on(connection);
        try {
            return reading.from(connection.unwrap(PGConnection.class));
        } finally {
            work.end();
        }
    }

    /** The pool would wait for the rest of its rows, so its socket is closed first. */
    private void discard(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("a connection was closed already", e);
        }
        pool.evictConnection(connection);
    }

    private static void begin(Connection connection, Caller caller) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, caller.tenants());
            boolean unused = statement.execute();
        }
    }

    /** Something that reads rows. */
    @FunctionalInterface
    interface Reading {

        long from(PGConnection connection) throws SQLException, IOException;
    }
}
