package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as it is shipped: what is on its class path decides what it reads. */
class PackagedIT {

    private static final Path JAR = Path.of("target", "keyway-admin.jar").toAbsolutePath();
    private static final String YAML = "application/yaml";

    @TempDir
    Path folder;

    @Test
    void takesYamlForTheConfigurationAndNowhereElse() throws Exception {
        int port = freePort();
        Process process = program(port);
        try {
            Awaiting.until("the program", Duration.ofMinutes(2), () -> !process.isAlive() || isReady());
            Api anyone = new Api(URI.create("http://127.0.0.1:" + port), new UUID(0, 0), Map.of());
            Answer signedIn = anyone.post(
                            "/api/v1/session",
                            "{\"login\": \"owner\", \"password\": \"%s\"}".formatted(AdminServer.OWNER_PASSWORD))
                    .expect(204);
            String cookies = String.join(
                    "; ",
                    signedIn.headers().allValues("Set-Cookie").stream()
                            .map(cookie -> cookie.replaceAll(";.*", ""))
                            .toList());
            Api owner = anyone.with("Cookie", cookies)
                    .with("X-XSRF-TOKEN", cookies.replaceAll(".*XSRF-TOKEN=([^;]*).*", "$1"));
            Api yaml = owner.with("Content-Type", YAML);
            yaml.put("/api/v1/config", "tenants: [{name: Acme}]\n").expect(200);
            assertThat(owner.with("Accept", YAML)
                            .get("/api/v1/config")
                            .expect(200)
                            .raw())
                    .contains("- name: Acme");
            assertThat(yaml.post("/api/v1/tenants", "name: Other\n").expect(415).text("code"))
                    .isNotEmpty();
            owner.with("Accept", YAML).get("/api/v1/tenants").expect(406);
            requireJsonLines();
        } finally {
            process.destroyForcibly();
        }
    }

    /** But for what the virtual machine itself says, which reads no settings. */
    private void requireJsonLines() {
        Awaiting.until("the access log", () -> said().contains("\"logger\":\"keyway.access\""));
        assertThat(said().lines().filter(line -> !line.startsWith("WARNING: "))).allSatisfy(line -> {
            JsonNode json = JsonMapper.shared().readTree(line);
            assertThat(json.propertyNames()).startsWith("time", "level", "logger", "message");
        });
    }

    private Process program(int port) throws IOException {
        TestDatabase database = PostgresServer.shared().empty();
        ProcessBuilder program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-jar",
                        JAR.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile());
        program.environment().keySet().removeIf(name -> name.startsWith("KEYWAY_"));
        program.environment()
                .putAll(Map.of(
                        "KEYWAY_DB_URL",
                        database.url(),
                        "KEYWAY_DB_USER",
                        database.user(),
                        "KEYWAY_DB_PASSWORD",
                        database.password(),
                        "KEYWAY_DB_MIGRATE",
                        "start",
                        "KEYWAY_OWNER_PASSWORD",
                        AdminServer.OWNER_PASSWORD,
                        "KEYWAY_AUDIT_KEYS",
                        AdminServer.AUDIT_KEY,
                        "KEYWAY_MASTER_KEYS",
                        AdminServer.MASTER_KEY,
                        "KEYWAY_CATALOGUE_LOAD",
                        "never"));
        program.environment()
                .putAll(Map.of("SERVER_PORT", "" + port, "MANAGEMENT_SERVER_PORT", "0", "KEYWAY_LOG_FORMAT", "json"));
        return program.start();
    }

    /** The owner is made last. */
    private boolean isReady() {
        return said().contains("The first owner is");
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("log.txt"));
        } catch (IOException notYet) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
