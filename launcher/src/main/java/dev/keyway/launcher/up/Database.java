package dev.keyway.launcher.up;

import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.DevelopmentDatabase;
import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The database of the admin service: one that is started here, or that of {@code KEYWAY_DB_URL}. */
final class Database implements AutoCloseable {

    private final @Nullable DevelopmentDatabase own;
    private final Path folder;

    private Database(@Nullable DevelopmentDatabase own, Path folder) {
        this.own = own;
        this.folder = folder;
    }

    /**
     * Starts it, with its data and its log in {@code .keyway}, unless the settings name another.
     *
     * @throws LaunchException if it does not start
     */
    static Database open(Settings settings, Home home) throws LaunchException {
        Path folder = home.database();
        if (settings.text("KEYWAY_DB_URL").isPresent()) {
            return new Database(null, folder);
        }
        int port = settings.port("KEYWAY_PG_PORT", 0);
        Listeners.requireFree(port, "KEYWAY_PG_PORT");
        try {
            return new Database(DevelopmentDatabase.start(folder, port, home.logs()), folder);
        } catch (IOException | IllegalStateException e) {
            throw LaunchException.of("PostgreSQL does not start in %s: %s".formatted(folder, e.getMessage()));
        }
    }

    /** The process of the one that is started here; empty if it is not one that was started here. */
    OptionalLong pid() {
        return own == null ? OptionalLong.empty() : OptionalLong.of(own.pid());
    }

    /** Sets what the admin service needs of the one that is started here. */
    void putInto(Map<String, String> environment) {
        if (own == null) {
            return;
        }
        DatabaseLogin login = own.runsAs();
        environment.remove("KEYWAY_DB_PASSWORD");
        environment.remove("KEYWAY_DB_MIGRATION_PASSWORD");
        environment.put("KEYWAY_DB_URL", login.url());
        environment.put("KEYWAY_DB_USER", login.user());
        environment.put(
                "KEYWAY_DB_PASSWORD_FILE", folder.resolve("keyway.password").toString());
        environment.put("KEYWAY_DB_MIGRATION_USER", own.superuser().user());
        environment.put(
                "KEYWAY_DB_MIGRATION_PASSWORD_FILE",
                folder.resolve("postgres.password").toString());
    }

    /** Where it is, for the user; null if it is not one that was started here. */
    @Nullable
    String url() {
        return own == null ? null : own.runsAs().url();
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            own.close();
        }
    }
}
