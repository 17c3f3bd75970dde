package dev.keyway.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a database's schema to this release, and tells how it stands. Migrations only expand, so that the previous
 * release keeps working.
 */
public final class Schema {

    /** The schema that holds everything of Keyway's. */
    public static final String NAME = "keyway";

    private static final String HISTORY = "schema_history";

    private final DatabaseLogin login;

    /** With a login that may become {@link Role#OWNER}, and at the first time may create roles. */
    public Schema(DatabaseLogin login) {
        this.login = login;
    }

    /**
     * Runs what has not run; the role that owns the schema runs it.
     *
     * @return how many migrations ran
     * @throws ForeignSchemaException if the schema is not ours; nothing is touched then
     * @throws SQLException if the database cannot be reached, or refuses
     */
    public int migrate() throws SQLException {
        return migrateTo(MigrationVersion.LATEST);
    }

    /**
     * As {@link #migrate()}, and no further than a version: what a database of an older release is.
     *
     * @throws SQLException if the database cannot be reached, or refuses
     */
    public int migrateTo(MigrationVersion newest) throws SQLException {
        try (Connection connection = login.connect()) {
            refuseForeign(connection);
            Roles.prepare(connection);
        }
        return configuration().target(newest).load().migrate().migrationsExecuted;
    }

    /** @throws SQLException if the database cannot be reached */
    public SchemaState state() throws SQLException {
        try (Connection connection = login.connect()) {
            refuseForeign(connection);
            if (!exists(connection, "SELECT FROM pg_tables WHERE schemaname = ? AND tablename = ?", NAME, HISTORY)) {
                return new SchemaState.Missing();
            }
        }
        MigrationInfoService info = configuration().load().info();
        int pending = info.pending().length;
        return pending == 0 ? new SchemaState.Current() : new SchemaState.Behind(pending);
    }

    private FluentConfiguration configuration() {
        return Flyway.configure()
                .dataSource(login.url(), login.user(), login.password())
                .initSql("SET ROLE " + Role.OWNER.sqlName())
                .locations("classpath:db/migration")
                .defaultSchema(NAME)
                .createSchemas(false)
                .table(HISTORY)
                .validateMigrationNaming(true)
                .cleanDisabled(true);
    }

    private static void refuseForeign(Connection connection) throws SQLException {
        if (exists(connection, "SELECT FROM pg_class WHERE relnamespace = to_regnamespace(?)", NAME)
                && !exists(connection, "SELECT FROM pg_tables WHERE schemaname = ? AND tablename = ?", NAME, HISTORY)) {
            throw new ForeignSchemaException();
        }
    }

    private static boolean exists(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query + " LIMIT 1")) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** The roles, the schema that the owner owns, and what helps to search. */
    private static final class Roles {

        /** Lets parts of names be found by an index, where PostgreSQL brings that and the login may install it. */
        private static final String SEARCH = """
                DO $$
                BEGIN
                    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
                        CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA %s;
                    END IF;
                EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
                END
                $$""".formatted(NAME);

        static void prepare(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (Role role : Role.values()) {
                    statement.execute(create(role));
                }
                statement.execute(
                        "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s".formatted(NAME, Role.OWNER.sqlName()));
                statement.execute(SEARCH);
                for (Role role : Role.values()) {
                    statement.execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(NAME, role.sqlName()));
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
                    $$""".formatted(role.sqlName());
        }
    }
}
