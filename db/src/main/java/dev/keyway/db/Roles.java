package dev.keyway.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The roles, the schema that the owner owns, and what helps to search. */
final class Roles {

    /** Lets parts of names be found by an index, where PostgreSQL brings that and the login may install it. */
    private static final String SEARCH = """
        DO $$
        BEGIN
            IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
                CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA %s;
            END IF;
        EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
        END
        $$\
        """.formatted(Schema.NAME);

    /** Number of the advisory lock under which roles and schema are made: "keyway" in ASCII. */
    private static final long LOCK = 0x6b6579776179L;

    private Roles() {}

    /** Makes what is missing; replicas that start at once do so one after the other. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d)".formatted(LOCK));
            try {
                make(statement);
            } finally {
                statement.execute("SELECT pg_advisory_unlock(%d)".formatted(LOCK));
            }
        }
    }

    private static void make(Statement statement) throws SQLException {
        for (Role role : Role.values()) {
            statement.execute(create(role));
        }
        statement.execute(
                "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s".formatted(Schema.NAME, Role.OWNER.sqlName()));
        statement.execute(SEARCH);
        for (Role role : Role.values()) {
            statement.execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(Schema.NAME, role.sqlName()));
        }
    }

    /** Lets a login take on what a running service is, and nothing by itself. */
    static void grantTo(Connection connection, String runsAs) throws SQLException {
        String name = '"' + runsAs.replace("\"", "\"\"") + '"';
        try (Statement statement = connection.createStatement()) {
            for (Role role : Role.running()) {
                if (!mayBecome(connection, runsAs, role)) {
                    statement.execute("GRANT %s TO %s WITH INHERIT FALSE, SET TRUE".formatted(role.sqlName(), name));
                }
            }
        }
    }

    /** Whether a login can take on a role; a superuser can take on each. */
    static boolean mayBecome(Connection connection, String login, Role role) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_has_role(?, oid, 'SET') FROM pg_roles WHERE rolname = ?")) {
            statement.setString(1, login);
            statement.setString(2, role.sqlName());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Roles belong to the whole server: another database's migration may make them at the same moment. */
    private static String create(Role role) {
        return """
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s NOLOGIN NOINHERIT;
                END IF;
                IF NOT pg_has_role(current_user, '%1$s', 'SET') THEN
                    GRANT %1$s TO current_user;
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END
            $$\
            """.formatted(role.sqlName());
    }
}
