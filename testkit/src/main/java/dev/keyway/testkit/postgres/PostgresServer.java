package dev.keyway.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The server that all tests of a JVM share: an embedded one, which forgets everything at the end, or that of
 * {@code KEYWAY_TEST_DB_URL} ({@code jdbc:postgresql://…}, with {@code KEYWAY_TEST_DB_USER} and
 * {@code KEYWAY_TEST_DB_PASSWORD}, who must be a superuser).
 */
public final class PostgresServer {

    private final TestDatabase maintenance;
    private final Map<String, TestDatabase> templates = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    private PostgresServer(TestDatabase maintenance) {
        this.maintenance = maintenance;
    }

    /** Started by the first who asks. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** A database with nothing in it. */
    public TestDatabase empty() {
        return create("TEMPLATE template1");
    }

    /**
     * A database that is a copy of a template, which is prepared once.
     *
     * @param prepare fills the template, and leaves no connection to it open
     */
    public TestDatabase like(String template, Consumer<TestDatabase> prepare) {
        TestDatabase original = templates.computeIfAbsent(template, unused -> {
            TestDatabase fresh = empty();
            prepare.accept(fresh);
            return fresh;
        });
        return copy(original);
    }

    /** A copy of a database to which no connection is open. */
    public TestDatabase copy(TestDatabase original) {
        return create("STRATEGY file_copy TEMPLATE " + name(original));
    }

    private TestDatabase create(String options) {
        String name = "t%d_%d".formatted(ProcessHandle.current().pid(), count.incrementAndGet());
        maintenance.execute("CREATE DATABASE " + name + " " + options);
        return maintenance.named(name);
    }

    private static String name(TestDatabase database) {
        return database.url().substring(database.url().lastIndexOf('/') + 1).replaceFirst("\\?.*", "");
    }

    private static final class Shared {

        static final PostgresServer SERVER = new PostgresServer(maintenance());

        private static TestDatabase maintenance() {
            String url = System.getenv("KEYWAY_TEST_DB_URL");
            if (url != null && !url.isBlank()) {
                return new TestDatabase(
                        url,
                        System.getenv().getOrDefault("KEYWAY_TEST_DB_USER", "postgres"),
                        System.getenv().getOrDefault("KEYWAY_TEST_DB_PASSWORD", ""));
            }
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
                return new TestDatabase(
                        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort()),
                        "postgres",
                        "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException("the PostgreSQL for tests does not start", e);
            }
        }
    }
}
