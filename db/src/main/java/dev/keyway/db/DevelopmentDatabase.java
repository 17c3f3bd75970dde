package dev.keyway.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

/**
 * A PostgreSQL for development on this machine alone, without an installation. Its data stay in a directory between
 * runs, which is for this user alone; it listens on the loopback address, has no socket in the file system, and asks for
 * passwords, which are random and in files of the directory.
 */
public final class DevelopmentDatabase implements AutoCloseable {

    /** Holds the password of the superuser, who migrates. */
    static final String SUPERUSER_PASSWORD = "postgres.password";

    /** Holds the password of the login that the service runs with. */
    static final String RUNS_AS_PASSWORD = "keyway.password";

    private static final String RUNS_AS = "keyway";
    private static final Duration ORPHAN_STOP = Duration.ofSeconds(10);

    private final EmbeddedPostgres postgres;
    private final FileChannel claim;
    private final long pid;
    private final DatabaseLogin superuser;
    private final DatabaseLogin runsAs;

    private DevelopmentDatabase(EmbeddedPostgres postgres, FileChannel claim, Path home) throws IOException {
        this.postgres = postgres;
        this.claim = claim;
        this.pid = Long.parseLong(Files.readAllLines(pidFile(home)).getFirst().strip());
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort());
        this.superuser =
                new DatabaseLogin(url, Superuser.NAME, PrivateFiles.password(home.resolve(SUPERUSER_PASSWORD)));
        this.runsAs = new DatabaseLogin(url, RUNS_AS, PrivateFiles.password(home.resolve(RUNS_AS_PASSWORD)));
    }

    /**
     * Starts it on a port; 0 takes a free one. A server that a killed run left behind in the directory is stopped first.
     *
     * @throws IOException if the directory cannot be used or another run uses it, or the server does not start
     */
    public static DevelopmentDatabase start(Path directory, int port) throws IOException {
        return start(directory, port, directory.resolve("logs"));
    }

    /**
     * As {@link #start(Path, int)}, with its log in another folder, as {@code postgres.log}. Each day begins the log anew.
     *
     * @throws IOException if the directory cannot be used or another run uses it, or the server does not start
     */
    public static DevelopmentDatabase start(Path directory, int port, Path logs) throws IOException {
        Path home = PrivateFiles.folder(directory.toAbsolutePath());
        FileChannel claim = claim(home);
        try {
            stopOrphan(pidFile(home));
            DevelopmentDatabase started = new DevelopmentDatabase(
                    postgres(home, port, PrivateFiles.folder(logs.toAbsolutePath())), claim, home);
            PrivateFiles.permit(home.resolve("program"), "rwxr-xr-x");
            started.makeLogin();
            return started;
        } catch (UncheckedIOException e) {
            claim.close();
            throw e.getCause();
        } catch (SQLException e) {
            claim.close();
            throw new IOException(e);
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private static EmbeddedPostgres postgres(Path home, int port, Path logs) throws IOException {
        Path program = home.resolve("program");
        PrivateFiles.removeIfOthersCouldWrite(program);
        Superuser superuser = new Superuser(program, home.resolve(SUPERUSER_PASSWORD));
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver(new OwnProgram())
                .setOverrideWorkingDirectory(program.toFile())
                .setDataDirectory(home.resolve("data"))
                .setCleanDataDirectory(false)
                .setDataDirectoryCustomizer(data -> superuser.require(data.toPath()))
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("logging_collector", "on")
                .setServerConfig(
                        "log_directory", home.resolve("data").relativize(logs).toString())
                .setServerConfig("log_filename", "postgres.log")
                .setServerConfig("log_truncate_on_rotation", "on")
                .setServerConfig("log_rotation_size", "0")
                .setConnectConfig("password", superuser.password())
                .setPGStartupWait(Duration.ofMinutes(1))
                .setPort(port)
                .start();
    }

    /** The login that the service runs with, with the password of its file. */
    private void makeLogin() throws SQLException {
        try (Connection connection = superuser.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                DO $$
                BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                        CREATE ROLE %1$s LOGIN NOINHERIT;
                    END IF;
                END
                $$\
                """.formatted(RUNS_AS));
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(RUNS_AS, runsAs.password().toCharArray(), "scram-sha-256");
        }
    }

    /** Held for as long as the process lives, however it ends. */
    private static FileChannel claim(Path home) throws IOException {
        FileChannel claim =
                FileChannel.open(home.resolve("claim"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (claim.tryLock() == null) {
            claim.close();
            throw new IOException("another Keyway uses this folder; stop it first");
        }
        return claim;
    }

    /** The directory is claimed, so a server that still runs in it has nobody left who would stop it. */
    private static void stopOrphan(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle orphan = lines.isEmpty()
                ? null
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .filter(DevelopmentDatabase::isPostgres)
                        .orElse(null);
        if (orphan == null) {
            return;
        }
        orphan.destroy();
        try {
            var unused = orphan.onExit().get(ORPHAN_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stillConnected) {
            orphan.destroyForcibly();
            orphan.onExit().join();
        } catch (ExecutionException e) {
            throw new IOException("cannot stop the PostgreSQL that was left behind", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }

    private static Path pidFile(Path home) {
        return home.resolve("data").resolve("postmaster.pid");
    }

    /** Its process ID. */
    public long pid() {
        return pid;
    }

    /** The superuser, for migrations. */
    public DatabaseLogin superuser() {
        return superuser;
    }

    /** The login that the service runs with. */
    public DatabaseLogin runsAs() {
        return runsAs;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        claim.close();
    }
}
