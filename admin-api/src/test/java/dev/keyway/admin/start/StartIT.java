package dev.keyway.admin.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.db.DatabaseLogin;
import dev.keyway.db.LoginRights;
import dev.keyway.db.Role;
import dev.keyway.db.Schema;
import dev.keyway.db.SchemaState;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The program starts, or says in one line why it does not. */
class StartIT {

    private static final Path JAR = Path.of("target", "keyway-admin.jar").toAbsolutePath();

    @TempDir
    private Path folder;

    private final TestDatabase database = PostgresServer.shared().empty();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void withoutADatabaseTheProgramNamesTheCommandThatBringsOne() throws Exception {
        assertThat(JAR).isRegularFile();
        Path told = Files.createTempFile("keyway-admin", ".txt");
        ProcessBuilder program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        program.environment().keySet().removeIf(name -> name.startsWith("KEYWAY_"));
        Process process = program.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(Files.readAllLines(told))
                    .singleElement()
                    .asString()
                    .startsWith("error: KEYWAY_DB_URL: is missing;")
                    .contains("./keyway up");
        } finally {
            process.destroyForcibly();
            Files.delete(told);
        }
    }

    @Test
    void migratesOnceAndSaysSo() {
        assertThat(migrate(environment(database.password()))).isZero();
        assertThat(text(out)).matches("The schema is up to date: \\d+ migrations ran\\.\\R");
        out.reset();
        assertThat(migrate(environment(database.password()))).isZero();
        assertThat(text(out)).isEqualToIgnoringNewLines("The schema is up to date.");
        assertThat(text(err)).isEmpty();
    }

    /** The one that migrates lets the other take on the roles of a running service, and nothing more. */
    @Test
    void migratesWithALoginOfItsOwn() throws Exception {
        String runs = "keyway_start_runs";
        Path password = Files.writeString(folder.resolve("password"), database.password() + "\n");
        Map<String, String> environment = Map.of(
                "KEYWAY_DB_URL", database.url(),
                "KEYWAY_DB_USER", runs,
                "KEYWAY_DB_PASSWORD", "of the one that runs",
                "KEYWAY_DB_MIGRATION_USER", database.user(),
                "KEYWAY_DB_MIGRATION_PASSWORD_FILE", password.toString());
        database.execute("DROP ROLE IF EXISTS " + runs);
        assertThat(migrate(environment)).isEqualTo(1);
        assertThat(text(err))
                .startsWith("error: KEYWAY_DB_USER: the login '" + runs + "' does not exist; create it with:");

        database.execute("CREATE ROLE %s LOGIN NOINHERIT PASSWORD 'of the one that runs'".formatted(runs));
        DatabaseLogin login = new DatabaseLogin(database.url(), runs, "of the one that runs");
        assertThat(LoginRights.of(login).missing()).isEqualTo(Role.running());
        assertThat(migrate(environment)).isZero();
        assertThat(LoginRights.of(login)).isEqualTo(new LoginRights(List.of(), false));
        assertThat(new Schema(login).state()).isInstanceOf(SchemaState.Current.class);
    }

    @Test
    void saysInOneLineWhyItDoesNotMigrate() {
        assertThat(migrate(Map.of())).isEqualTo(1);
        assertThat(migrate(Map.of("KEYWAY_DB_URL", "jdbc:mysql://x/y"))).isEqualTo(1);
        assertThat(migrate(Map.of("KEYWAY_DB_URL", "jdbc:postgresql://127.0.0.1:1/x")))
                .isEqualTo(1);
        database.execute("CREATE SCHEMA keyway", "CREATE TABLE keyway.theirs (id int)");
        assertThat(migrate(environment(database.password()))).isEqualTo(1);
        assertThat(text(err).lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("error: KEYWAY_DB_URL: "));
    }

    @Test
    void listensWhereTheDocumentationSays() throws IOException {
        PropertySource<?> settings = new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yml"))
                .getFirst();
        assertThat(settings.getProperty("server.port")).isEqualTo(8080);
        assertThat(settings.getProperty("management.server.port")).isEqualTo(8081);
    }

    private int migrate(Map<String, String> environment) {
        return Migration.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Map<String, String> environment(String password) {
        return Map.of(
                "KEYWAY_DB_URL", database.url(), "KEYWAY_DB_USER", database.user(), "KEYWAY_DB_PASSWORD", password);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
