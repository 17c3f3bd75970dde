package dev.keyway.helm.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.helm.container.BuiltImages;
import dev.keyway.helm.container.Container;
import dev.keyway.helm.container.ContainerSpec;
import dev.keyway.helm.container.Image;
import dev.keyway.helm.container.Mount;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The images as they are built, and run as user 10001 with a read-only root, without a shell. */
class ImagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static Image gateway;
    private static Image admin;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        BuiltImages.assumeTheyRun();
        gateway = Image.unpack(BuiltImages.file("gateway", false), folder.resolve("gateway"));
        admin = Image.unpack(BuiltImages.file("admin-api", false), folder.resolve("admin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "admin-api"})
    void twoBuildsGiveTheSameBytes(String module) throws IOException {
        assertThat(Files.mismatch(BuiltImages.file(module, false), BuiltImages.file(module, true)))
                .isEqualTo(-1);
    }

    @Test
    void theyNeedNoShellAndRunAsNobodyInParticular() throws IOException {
        for (Image image : List.of(gateway, admin)) {
            assertThat(image.user()).isEqualTo("10001:10001");
            assertThat(image.entryPoint().getFirst()).isEqualTo("java");
            assertThat(image.config().path("Labels").propertyNames())
                    .contains(
                            "org.opencontainers.image.title",
                            "org.opencontainers.image.description",
                            "org.opencontainers.image.version",
                            "org.opencontainers.image.licenses");
            try (Stream<Path> files = Files.walk(image.root())) {
                assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("sh", "bash", "busybox");
            }
        }
    }

    @Test
    void theGatewayServesAndEndsInPeace() throws IOException, InterruptedException {
        Path state = writable("state");
        Path temporary = writable("tmp");
        var environment = new LinkedHashMap<>(gateway.environment());
        environment.put("PROXY_API_KEY", "a-token-for-this-test-only");
        environment.put("OPENAI_API_KEY", "sk-not-a-key");
        environment.put("OPENAI_API_BASE", "http://127.0.0.1:9");
        environment.put("SERVER_PORT", "0");
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        try (Container container = start(
                gateway,
                environment,
                List.of(),
                List.of(new Mount(state, "/var/lib/keyway", false), new Mount(temporary, "/tmp", false)))) {
            Awaiting.until(
                    "the gateway's report of its start",
                    PATIENCE,
                    () -> container.log().contains("StartReport") || !container.isAlive());
            assertThat(container.log()).contains("openai: 1 key").doesNotContain("ERROR", "WARN");
            assertThat(container.terminate(PATIENCE)).as(container::log).isTrue();
        }
        try (Stream<Path> files = Files.list(state)) {
            assertThat(files).as("what it keeps in its state directory").isNotEmpty();
        }
    }

    @Test
    void theAdminServiceTakesItsSubcommands() throws IOException, InterruptedException {
        Path temporary = writable("admin-tmp");
        List<Mount> mounts = List.of(new Mount(temporary, "/tmp", false));
        try (Container container = start(admin, admin.environment(), List.of("--check", "--gatway", "x"), mounts)) {
            assertThat(container.exitCode(PATIENCE)).as(container::log).isEqualTo(2);
            assertThat(container.log()).contains("unknown option '--gatway'");
        }
        var environment = new LinkedHashMap<>(admin.environment());
        environment.put("KEYWAY_DB_URL", "jdbc:postgresql://127.0.0.1:9/keyway");
        environment.put("KEYWAY_DB_PASSWORD", "not-a-password");
        try (Container container = start(admin, environment, List.of("--migrate"), mounts)) {
            assertThat(container.exitCode(PATIENCE)).as(container::log).isEqualTo(1);
            assertThat(container.log()).contains("error: KEYWAY_DB_URL");
        }
    }

    @Test
    void aReadOnlyRootIsOne() throws IOException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(gateway.environment());
        environment.put("PROXY_API_KEY", "a-token-for-this-test-only");
        environment.put("OPENAI_API_KEY", "sk-not-a-key");
        environment.put("SERVER_PORT", "0");
        environment.put("MANAGEMENT_SERVER_PORT", "0");
        try (Container container = start(gateway, environment, List.of(), List.of())) {
            assertThat(container.exitCode(PATIENCE)).isNotZero();
            assertThat(container.log()).contains("/var/lib/keyway");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "admin-api"})
    void theDockerfileMakesTheSame(String module) throws IOException {
        Image image = module.equals("gateway") ? gateway : admin;
        Dockerfile dockerfile = Dockerfile.read(Path.of("..", module, "Dockerfile"));
        assertThat(dockerfile.values("USER")).containsExactly(image.user());
        assertThat(dockerfile.values("WORKDIR")).containsExactly(image.workingFolder());
        List<String> ports = new ArrayList<>();
        image.config().path("ExposedPorts").propertyNames().forEach(port -> ports.add(port.replace("/tcp", "")));
        assertThat(dockerfile.values("EXPOSE")).containsExactly(String.join(" ", ports));
        List<String> flags = image.entryPoint().stream()
                .takeWhile(part -> !part.equals("-cp"))
                .toList();
        assertThat(dockerfile.entryPoint()).startsWith(flags.toArray(String[]::new));
        for (Map.Entry<String, JsonNode> label : image.config().path("Labels").properties()) {
            if (!label.getKey().endsWith(".version")) {
                assertThat(dockerfile.text())
                        .contains(label.getKey() + "=\"" + label.getValue().asString() + "\"");
            }
        }
        Map<String, String> own = new LinkedHashMap<>(image.environment());
        List.of("PATH", "JAVA_HOME", "LANG").forEach(own::remove);
        assertThat(dockerfile.values("ENV"))
                .containsExactlyElementsOf(own.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
    }

    private static Path writable(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        return made;
    }

    private static Container start(
            Image image, Map<String, String> environment, List<String> arguments, List<Mount> mounts)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(image.entryPoint());
        command.addAll(arguments);
        return Container.start(
                new ContainerSpec(
                        image.name(),
                        image,
                        10001,
                        10001,
                        true,
                        mounts.isEmpty() ? "/" : image.workingFolder(),
                        command,
                        environment,
                        mounts,
                        List.of()),
                Files.createTempDirectory(folder, "container"));
    }
}
