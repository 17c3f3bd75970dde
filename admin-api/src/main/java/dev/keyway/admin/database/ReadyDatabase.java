package dev.keyway.admin.database;

import dev.keyway.db.ForeignSchemaException;
import dev.keyway.db.LoginRights;
import dev.keyway.db.Role;
import dev.keyway.db.Schema;
import dev.keyway.db.SchemaState;
import dev.keyway.db.UnknownLoginException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the database must have before the service starts: the schema of this release, and roles for its login. */
final class ReadyDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyDatabase.class);

    private final DatabaseSettings settings;

    ReadyDatabase(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** @throws InvalidSettingException if the service cannot run on it */
    void require() {
        try {
            if (settings.migrate() == DatabaseSettings.Migrate.START) {
                int unused = settings.schema().migrate();
            }
            requireSchema(new Schema(settings.login()).state());
            requireRoles(LoginRights.of(settings.login()));
        } catch (ForeignSchemaException e) {
            throw new InvalidSettingException("KEYWAY_DB_URL", String.valueOf(e.getMessage()));
        } catch (UnknownLoginException e) {
            throw new InvalidSettingException("KEYWAY_DB_USER", String.valueOf(e.getMessage()));
        } catch (SQLException | FlywayException e) {
            throw new InvalidSettingException("KEYWAY_DB_URL", unreachable(e));
        }
    }

    private static void requireSchema(SchemaState state) {
        switch (state) {
            case SchemaState.Current current -> {}
            case SchemaState.Closed closed -> {}
            case SchemaState.Missing missing ->
                throw new InvalidSettingException(
                        "KEYWAY_DB_URL", "the database has no schema yet; run this program with --migrate first");
            case SchemaState.Behind behind ->
                throw new InvalidSettingException(
                        "KEYWAY_DB_URL",
                        "the schema lacks %d migrations of this release; run this program with --migrate first"
                                .formatted(behind.pending()));
        }
    }

    private void requireRoles(LoginRights rights) {
        if (!rights.missing().isEmpty()) {
            throw new InvalidSettingException(
                    "KEYWAY_DB_USER",
                    "the login '%s' cannot take on %s; migrate with KEYWAY_DB_MIGRATION_USER set, which grants that"
                            .formatted(
                                    settings.user(),
                                    rights.missing().stream().map(Role::sqlName).collect(Collectors.joining(", "))));
        }
        if (rights.unlimited()) {
            LOG.warn(
                    "KEYWAY_DB_USER: the login '{}' can become the owner of the schema, so that row-level security and"
                            + " the audit's protection do not bind it; for production use another login here, and set"
                            + " KEYWAY_DB_MIGRATION_USER to the one that migrates",
                    settings.user());
        }
    }

    /** What the driver said, in one line. */
    private static String unreachable(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return "the database cannot be used: "
                + message.lines().findFirst().orElse("").strip();
    }
}
