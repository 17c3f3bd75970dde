package dev.keyway.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL for development on this machine alone, without an installation. Its data stay in a directory between
 * runs.
 */
public final class DevelopmentDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private DevelopmentDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts it on a port; 0 takes a free one.
     *
     * @throws IOException if the directory cannot be used, or the server does not start
     */
    public static DevelopmentDatabase start(Path directory, int port) throws IOException {
        Path home = Files.createDirectories(directory.toAbsolutePath());
        return new DevelopmentDatabase(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(home.resolve("program").toFile())
                .setDataDirectory(home.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(1))
                .setPort(port)
                .start());
    }

    /** Who may do everything, from this machine. */
    public DatabaseLogin login() {
        return new DatabaseLogin(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort()), "postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
