package dev.keyway.admin.database;

import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is.
 *
 * @param url {@code KEYWAY_DB_URL}, such as {@code jdbc:postgresql://host:5432/keyway}
 * @param user {@code KEYWAY_DB_USER}, the login that the service runs with: it may become keyway_app, keyway_pipeline and
 *     keyway_audit
 * @param password {@code KEYWAY_DB_PASSWORD}
 * @param migration {@code KEYWAY_DB_MIGRATION_USER} and {@code KEYWAY_DB_MIGRATION_PASSWORD}, the login that migrates; not
 *     set: the one that runs
 * @param migrate {@code KEYWAY_DB_MIGRATE}: {@code start} runs the migrations at each start, as one machine wants it;
 *     {@code never} leaves them to {@code --migrate}
 * @param connections {@code KEYWAY_DB_CONNECTIONS}: the most that the API holds at a time
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

    /** The login that runs migrations; not set without a user. */
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
