package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored in the database for development is there at the next start. */
class DevelopmentDatabaseIT {

    @TempDir
    private Path directory;

    @Test
    void keepsItsDataBetweenRuns() throws Exception {
        try (DevelopmentDatabase first = DevelopmentDatabase.start(directory, 0)) {
            assertThat(new Schema(first.login()).migrate()).isPositive();
        }
        try (DevelopmentDatabase second = DevelopmentDatabase.start(directory, 0)) {
            assertThat(new Schema(second.login()).migrate()).isZero();
        }
    }

    @Test
    void aServerThatAKilledRunLeftBehindGivesWayWithItsData() throws Exception {
        Process killed = run();
        try {
            assertThat(killed.inputReader().readLine()).startsWith("PostgreSQL: jdbc:postgresql://127.0.0.1:");
            assertThat(directory.resolve("data/postmaster.pid")).exists();
        } finally {
            killed.destroyForcibly().waitFor();
        }
        long orphan = Long.parseLong(
                Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst());
        assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);
        try (DevelopmentDatabase next = DevelopmentDatabase.start(directory, 0)) {
            assertThat(new Schema(next.login()).migrate()).isPositive();
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void oneRunAtATimeUsesADirectory() throws Exception {
        try (DevelopmentDatabase first = DevelopmentDatabase.start(directory, 0)) {
            Process second = run();
            assertThat(second.errorReader().lines().toList())
                    .anyMatch(line -> line.startsWith("error: PostgreSQL does not start in")
                            && line.contains("another Keyway uses this folder"));
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(new Schema(first.login()).migrate()).isPositive();
        }
    }

    private Process run() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.keyway.db.DevelopmentDatabaseMain",
                        directory.toString(),
                        "0")
                .start();
    }
}
