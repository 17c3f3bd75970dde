package dev.keyway.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSourceTests {

    @Test
    void aContainerWhereDockerAnswersAndTheEmbeddedServerOtherwise() {
        assertThat(PostgresSource.of(Map.of(), () -> true)).isInstanceOf(PostgresSource.Container.class);
        assertThat(PostgresSource.of(Map.of(), () -> false)).isInstanceOf(PostgresSource.Embedded.class);
    }

    @Test
    void theEnvironmentDecidesBeforeDockerIsAsked() {
        BooleanSupplier unasked = () -> {
            throw new AssertionError("Docker was asked");
        };
        assertThat(PostgresSource.of(Map.of("KEYWAY_TEST_DB", "embedded"), unasked))
                .isInstanceOf(PostgresSource.Embedded.class);
        assertThat(PostgresSource.of(Map.of("KEYWAY_TEST_DB", "container"), unasked))
                .isInstanceOf(PostgresSource.Container.class);
        assertThat(PostgresSource.of(
                                Map.of(
                                        "KEYWAY_TEST_DB_URL",
                                        "jdbc:postgresql://db/postgres",
                                        "KEYWAY_TEST_DB_USER",
                                        "ann"),
                                unasked)
                        .start())
                .isEqualTo(new TestDatabase("jdbc:postgresql://db/postgres", "ann", ""));
    }

    @Test
    void anUnknownChoiceIsNamed() {
        assertThatThrownBy(() -> PostgresSource.of(Map.of("KEYWAY_TEST_DB", "docker"), () -> false))
                .hasMessage("KEYWAY_TEST_DB must be embedded or container, not 'docker'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"root/var/run/docker.sock", "home/.docker/run/docker.sock", "home/.testcontainers.properties"})
    void dockerIsLookedForWhereItsInstallersPutIt(String file, @TempDir Path folder) throws IOException {
        assertThat(DockerDaemon.isConfigured(Map.of(), folder.resolve("root"), folder.resolve("home")))
                .isFalse();
        Files.createDirectories(folder.resolve(file).getParent());
        Files.createFile(folder.resolve(file));
        assertThat(DockerDaemon.isConfigured(Map.of(), folder.resolve("root"), folder.resolve("home")))
                .isTrue();
    }

    @Test
    void theEnvironmentMayNameADaemonOrItsFolder(@TempDir Path folder) throws IOException {
        assertThat(DockerDaemon.isConfigured(Map.of("DOCKER_HOST", "tcp://docker:2375"), folder, folder))
                .isTrue();
        Map<String, String> runtime = Map.of("XDG_RUNTIME_DIR", folder.toString());
        assertThat(DockerDaemon.isConfigured(runtime, folder, folder)).isFalse();
        Files.createFile(folder.resolve("docker.sock"));
        assertThat(DockerDaemon.isConfigured(runtime, folder, folder)).isTrue();
    }
}
