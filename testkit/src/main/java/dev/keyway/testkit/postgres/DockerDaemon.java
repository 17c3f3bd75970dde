package dev.keyway.testkit.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** The Docker daemon of this machine, if it has one. */
final class DockerDaemon {

    private DockerDaemon() {}

    /** Whether one answers. Testcontainers is asked only where there are signs of one, since its search takes seconds. */
    static boolean answers() {
        return isConfigured(System.getenv(), Path.of("/"), Path.of(System.getProperty("user.home")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    /** Whether a daemon is named, or a socket is where Docker's installers put it. */
    static boolean isConfigured(Map<String, String> environment, Path root, Path home) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return !environment.getOrDefault("DOCKER_HOST", "").isBlank()
                || Files.exists(home.resolve(".testcontainers.properties"))
                || Stream.of(
                                root.resolve("var/run/docker.sock"),
                                home.resolve(".docker/run/docker.sock"),
                                home.resolve(".docker/desktop/docker.sock"))
                        .anyMatch(Files::exists)
                || (!runtime.isBlank() && Files.exists(Path.of(runtime).resolve("docker.sock")));
    }
}
