package dev.keyway.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
    private final String runsAs;

    /** With a login that may become {@link Role#OWNER}, and at the first time may create roles; the service runs with it too. */
    public Schema(DatabaseLogin login) {
        this(login, login.user());
    }

    /** @param runsAs the login that the service runs with, which becomes a member of {@link Role#running()} */
    public Schema(DatabaseLogin login, String runsAs) {
        this.login = login;
        this.runsAs = runsAs;
    }

    /**
     * Runs what has not run; the role that owns the schema runs it.
     *
     * @return how many migrations ran
     * @throws ForeignSchemaException if the schema is not ours; nothing is touched then
     * @throws UnknownLoginException if the login that the service runs with does not exist
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
            if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", runsAs)) {
                throw new UnknownLoginException(runsAs);
            }
            Roles.prepare(connection);
            if (!runsAs.equals(login.user())) {
                Roles.grantTo(connection, runsAs);
            }
        }
        return configuration(Role.OWNER).target(newest).load().migrate().migrationsExecuted;
    }

    /** @throws SQLException if the database cannot be reached */
    public SchemaState state() throws SQLException {
        try (Connection connection = login.connect()) {
            refuseForeign(connection);
            if (!exists(connection, "SELECT FROM pg_tables WHERE schemaname = ? AND tablename = ?", NAME, HISTORY)) {
                return new SchemaState.Missing();
            }
            for (Role role : List.of(Role.OWNER, Role.PIPELINE)) {
                if (Roles.mayBecome(connection, login.user(), role)) {
                    return state(role);
                }
            }
        }
        return new SchemaState.Closed();
    }

    private SchemaState state(Role reader) {
        MigrationInfoService info = configuration(reader).load().info();
        int pending = info.pending().length;
        return pending == 0 ? new SchemaState.Current() : new SchemaState.Behind(pending);
    }

    private FluentConfiguration configuration(Role role) {
        return Flyway.configure()
                .dataSource(login.url(), login.user(), login.password())
                .initSql("SET ROLE " + role.sqlName())
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
}
