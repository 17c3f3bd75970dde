package dev.keyway.testkit.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The PostgreSQL server that all tests of a JVM share. {@link PostgresSource} decides where it comes from. */
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

        static final PostgresServer SERVER = new PostgresServer(
                PostgresSource.of(System.getenv(), DockerDaemon::answers).start());
    }
}
