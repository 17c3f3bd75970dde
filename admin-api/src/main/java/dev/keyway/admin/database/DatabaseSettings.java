package dev.keyway.admin.database;

import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Database and its logins, {@code KEYWAY_DB_…}.
 *
 * @param url URL of the database, such as {@code jdbc:postgresql://host:5432/keyway}.
 * @param user Login that the service runs with.
 * @param password Password of {@code KEYWAY_DB_USER}.
 * @param migration login that migrates
 * @param migrate When the schema is migrated: {@code start} at each start, which suits one machine; {@code never}
 *     leaves it to {@code --migrate}.
 * @param connections Maximum number of connections for the API.
 */
@ConfigurationProperties("keyway.db")
public record DatabaseSettings(
        @Nullable String url,
        @DefaultValue("postgres") String user,
        @DefaultValue("") String password,
        @DefaultValue Migration migration,
        @DefaultValue("never") Migrate migrate,
        @DefaultValue("16") int connections) {

    /** When migrations run. */
    public enum Migrate {
        START,
        NEVER
    }

    /**
     * Login that runs migrations.
     *
     * @param user Login that migrates. Not set: {@code KEYWAY_DB_USER} migrates too, and the service logs a warning at
     *     startup.
     * @param password Password of {@code KEYWAY_DB_MIGRATION_USER}.
     */
    public record Migration(
            @DefaultValue("") String user, @DefaultValue("") String password) {

        @Override
        public String toString() {
            return "Migration[user=" + user + "]";
        }
    }

    /** The schema, for the login that migrates it and the one that runs. */
    public Schema schema() {
        DatabaseLogin runs = login();
        return migration.user().isBlank()
                ? new Schema(runs)
                : new Schema(new DatabaseLogin(runs.url(), migration.user(), migration.password()), runs.user());
    }

    /** @throws InvalidSettingException if there is no URL, or it is not one of PostgreSQL's */
    public DatabaseLogin login() {
        if (url == null || url.isBlank()) {
            throw new InvalidSettingException(
                    "KEYWAY_DB_URL",
                    "is missing; set it to jdbc:postgresql://host:5432/database, or run './keyway up', which brings a PostgreSQL of its own");
        }
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new InvalidSettingException("KEYWAY_DB_URL", "must begin with jdbc:postgresql://");
        }
        return new DatabaseLogin(url, user, password);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + ", migration=" + migration + "]";
    }
}
