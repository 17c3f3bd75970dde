package dev.keyway.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL for development on this machine alone, without an installation. Its data stay in a directory between
 * runs.
 */
public final class DevelopmentDatabase implements AutoCloseable {

    private static final Duration ORPHAN_STOP = Duration.ofSeconds(10);

    private final EmbeddedPostgres postgres;
    private final FileChannel claim;

    private DevelopmentDatabase(EmbeddedPostgres postgres, FileChannel claim) {
        this.postgres = postgres;
        this.claim = claim;
    }

    /**
     * Starts it on a port; 0 takes a free one. A server that a killed run left behind in the directory is stopped first.
     *
     * @throws IOException if the directory cannot be used or another run uses it, or the server does not start
     */
    public static DevelopmentDatabase start(Path directory, int port) throws IOException {
        Path home = Files.createDirectories(directory.toAbsolutePath());
        FileChannel claim = claim(home);
        try {
            stopOrphan(home.resolve("data").resolve("postmaster.pid"));
            return new DevelopmentDatabase(
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(home.resolve("program").toFile())
                            .setDataDirectory(home.resolve("data"))
                            .setCleanDataDirectory(false)
                            .setPGStartupWait(Duration.ofMinutes(1))
                            .setPort(port)
                            .start(),
                    claim);
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
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

    /** Who may do everything, from this machine. */
    public DatabaseLogin login() {
        return new DatabaseLogin(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort()), "postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        claim.close();
    }
}
