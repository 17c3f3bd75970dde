package dev.keyway.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Source of the tests' PostgreSQL server: the one that {@code KEYWAY_TEST_DB_URL} names, a container where a Docker daemon
 * answers, and an embedded server otherwise. {@code KEYWAY_TEST_DB=embedded} or {@code container} chooses between the last
 * two. Containers and embedded servers forget everything at the end.
 */
sealed interface PostgresSource {

    /** The server's database for maintenance, with a superuser. */
    TestDatabase start();

    /** @throws IllegalStateException if {@code KEYWAY_TEST_DB} has another value */
    static PostgresSource of(Map<String, String> environment, BooleanSupplier dockerAnswers) {
        String url = environment.getOrDefault("KEYWAY_TEST_DB_URL", "");
        if (!url.isBlank()) {
            return new Given(new TestDatabase(
                    url,
                    environment.getOrDefault("KEYWAY_TEST_DB_USER", "postgres"),
                    environment.getOrDefault("KEYWAY_TEST_DB_PASSWORD", "")));
        }
        String choice = environment.getOrDefault("KEYWAY_TEST_DB", "");
        return switch (choice) {
            case "" -> dockerAnswers.getAsBoolean() ? new Container() : new Embedded();
            case "container" -> new Container();
            case "embedded" -> new Embedded();
            default ->
                throw new IllegalStateException("KEYWAY_TEST_DB must be embedded or container, not '" + choice + "'");
        };
    }

    /** A server that runs already. */
    record Given(TestDatabase start) implements PostgresSource {}

    /** A container of the release that the embedded server has, too. Testcontainers removes it after the JVM's end. */
    record Container() implements PostgresSource {

        private static final String IMAGE = "postgres:18-alpine";

        @Override
        @SuppressWarnings("resource")
        public TestDatabase start() {
            PostgreSQLContainer postgres = new PostgreSQLContainer(IMAGE)
                    .withUsername("postgres")
                    .withPassword("postgres")
                    .withDatabaseName("postgres")
                    .withCommand(
                            "postgres",
                            "-c",
                            "fsync=off",
                            "-c",
                            "synchronous_commit=off",
                            "-c",
                            "full_page_writes=off",
                            "-c",
                            "max_connections=300");
            postgres.start();
            return new TestDatabase(
                    "jdbc:postgresql://%s:%d/postgres".formatted(postgres.getHost(), postgres.getFirstMappedPort()),
                    postgres.getUsername(),
                    postgres.getPassword());
        }
    }

    /** A server from Maven's repository, which needs nothing installed. */
    record Embedded() implements PostgresSource {

        @Override
        @SuppressWarnings("resource")
        public TestDatabase start() {
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
