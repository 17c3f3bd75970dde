package dev.keyway.testkit.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database on the test server, and who may do everything in it. */
public record TestDatabase(String url, String user, String password) {

    /** A connection with every right. */
    public Connection connect() {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect to " + url, e);
        }
    }

    /** Runs statements with every right. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    TestDatabase named(String name) {
        String base = url.substring(0, url.lastIndexOf('/') + 1);
        int query = url.indexOf('?');
        return new TestDatabase(base + name + (query < 0 ? "" : url.substring(query)), user, password);
    }
}
