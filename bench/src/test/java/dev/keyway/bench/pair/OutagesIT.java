package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls go on while the admin service or its database is away, and each is in the books once afterwards. */
class OutagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("keyway.outage.seconds", 60));
    private static final int CLIENTS = 8;

    @TempDir
    static Path folder;

    static Pair pair;

    @BeforeAll
    static void start() {
        pair = Pair.in(folder)
                .admin("KEYWAY_ALLOW_PRIVATE_WEBHOOKS", "127.0.0.1/32")
                .start();
        pair.price("gpt-4o-mini", "0.15", "0.60");
        pair.alertTo(pair.provider().origin().resolve("/hook"), "USAGE_LOST", "DATABASE_RESTORED");
    }

    @AfterAll
    static void end() {
        pair.close();
    }

    @Test
    void theAdminServiceIsAway() throws SQLException {
        Calls calls = new Calls(pair);
        calls.start(CLIENTS, Duration.ofMillis(20));
        awaitCalls(calls, 50);
        pair.admin().kill();
        awaitCalls(calls, 100);
        pair.admin().restart();
        awaitCalls(calls, 50);
        calls.stop();

        requireAllAnsweredAndBooked(calls);
    }

    @Test
    void theDatabaseIsAway() throws SQLException {
        Calls calls = new Calls(pair);
        calls.start(CLIENTS, Duration.ofMillis(20));
        awaitCalls(calls, 50);
        pair.stopDatabase();
        long until = System.nanoTime() + AWAY.toNanos();
        Awaiting.until("the end of the outage", AWAY.plusMinutes(1), () -> System.nanoTime() - until > 0);
        awaitCalls(calls, 50);
        pair.startDatabase();
        awaitCalls(calls, 50);
        calls.stop();

        requireAllAnsweredAndBooked(calls);
    }

    @Test
    void theDatabaseIsRestoredToAnEarlierState() throws SQLException, IOException {
        Calls calls = new Calls(pair).chats(6, pair.token());
        requireAllAnsweredAndBooked(calls);
        String timeline = timeline();
        pair.stopDatabase();
        Path backup = Folders.copy(pair.databaseFolder().resolve("data"), folder.resolve("backup"));
        pair.startDatabase();
        calls.chats(10, pair.token());
        requireAllAnsweredAndBooked(calls);

        pair.stopDatabase();
        Folders.replace(pair.databaseFolder().resolve("data"), backup);
        pair.startDatabase();
        calls.chats(4, pair.token());

        requireAllAnsweredAndBooked(calls);
        Awaiting.until("a new timeline", PATIENCE, () -> !timeline().equals(timeline));
        try (Connection connection = pair.connect()) {
            Books books = Books.of(connection);
            assertThat(books.alerts()).containsExactly("database_restored");
            assertThat(books.gaps()).isEmpty();
        }
    }

    private static String timeline() {
        try (Connection connection = pair.connect()) {
            return Books.of(connection)
                    .lines("SELECT timeline FROM keyway.installation")
                    .getFirst();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitCalls(Calls calls, int further) {
        int before = calls.count();
        Awaiting.until("further calls", PATIENCE, () -> calls.count() >= before + further);
    }

    private static void requireAllAnsweredAndBooked(Calls calls) throws SQLException {
        List<Calls.Answer> failed =
                calls.answers().stream().filter(answer -> !answer.isWhole()).toList();
        assertThat(failed).as("calls that failed, of " + calls.count()).isEmpty();
        try (Connection connection = pair.connect()) {
            calls.requireBooked(Books.of(connection));
        }
    }
}
