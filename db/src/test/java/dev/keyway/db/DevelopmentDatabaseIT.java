package dev.keyway.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored in the database for development is there at the next start. */
class DevelopmentDatabaseIT {

    @TempDir
    private Path directory;

    @Test
    void keepsItsDataBetweenRuns() throws Exception {
        try (DevelopmentDatabase first = DevelopmentDatabase.start(directory, 0)) {
            assertThat(new Schema(first.superuser(), first.runsAs().user()).migrate())
                    .isPositive();
            requireClosed(first);
        }
        try (DevelopmentDatabase second = DevelopmentDatabase.start(directory, 0)) {
            assertThat(new Schema(second.superuser()).migrate()).isZero();
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
            assertThat(new Schema(next.superuser()).migrate()).isPositive();
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
            assertThat(new Schema(first.superuser()).migrate()).isPositive();
        }
    }

    /** As a release did that trusted every local user: each was a superuser, and could put another program in its place. */
    @Test
    void whatAnEarlierReleaseLeftOpenIsClosedAndKeepsItsData() throws Exception {
        Path data = directory.resolve("data");
        Path program = directory.resolve("program");
        try (EmbeddedPostgres open = EmbeddedPostgres.builder()
                .setPgBinaryResolver(new OwnProgram())
                .setOverrideWorkingDirectory(program.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start()) {
            execute(
                    new DatabaseLogin(
                            "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(open.getPort()), "postgres", ""),
                    "CREATE TABLE saved AS SELECT 42 AS answer");
            assertThat(Files.readString(data.resolve("pg_hba.conf"))).contains("trust");
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path theirs = Files.createFile(program.resolve("theirs"));
        for (int start = 1; start <= 2; start++) {
            try (DevelopmentDatabase closed = DevelopmentDatabase.start(directory, 0)) {
                execute(closed.superuser(), "SELECT answer FROM saved");
                requireClosed(closed);
                assertThat(theirs).doesNotExist();
            }
        }
    }

    /** The files' passwords are what it takes. */
    private void requireClosed(DevelopmentDatabase database) throws Exception {
        String url = database.superuser().url();
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("program"))).isEqualTo("rwxr-xr-x");
        for (String name : List.of("postgres", "keyway")) {
            Path file = directory.resolve(name + ".password");
            assertThat(permissions(file)).isEqualTo("rw-------");
            execute(new DatabaseLogin(url, name, Files.readString(file).strip()), "SELECT 1");
            for (String wrong : List.of("", "postgres", "keyway")) {
                assertThatThrownBy(() -> execute(new DatabaseLogin(url, name, wrong), "SELECT 1"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password");
            }
        }
        assertThatThrownBy(() -> execute(database.runsAs(), "SET ROLE postgres"))
                .hasMessageContaining("permission denied");
        execute(database.superuser(), """
            DO $$ BEGIN
                ASSERT current_setting('unix_socket_directories') = '', 'has a socket';
                ASSERT current_setting('listen_addresses') = 'localhost', 'listens elsewhere';
            END $$\
            """);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void execute(DatabaseLogin login, String sql) throws SQLException {
        try (Connection connection = login.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
