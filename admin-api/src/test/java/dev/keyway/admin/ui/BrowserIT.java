package dev.keyway.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.testkit.browser.Chromium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the tests of the folder {@code admin-ui/browser} against the service, in a browser. */
class BrowserIT {

    private static final Path INTERFACE = Path.of("..", "admin-ui");
    private static final int LONGEST_MINUTES = 8;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sign-in", "people", "tokens", "requests", "pools", "overview"})
    void peopleDoWhatTheyCameFor(String flow) throws IOException, InterruptedException {
        try (AdminServer server = AdminServer.start(Map.of(
                "keyway.owner.password", "",
                "keyway.owner.folder", folder.toString(),
                "keyway.gateway.public.url", "http://localhost:8000"))) {
            run(
                    flow + ".test.mjs",
                    server,
                    Files.readString(folder.resolve("owner.password")).strip());
        }
    }

    private void run(String tests, AdminServer server, String password) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder node = new ProcessBuilder("node", "--test", "--test-reporter=spec", "browser/" + tests)
                .directory(INTERFACE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment()
                .putAll(Map.of(
                        "KEYWAY_UI_URL", server.address().toString().replaceFirst("/+$", ""),
                        "KEYWAY_UI_PASSWORD", password,
                        "KEYWAY_UI_CHROMIUM", Chromium.program().toString()));
        Process process = node.start();
        boolean hasEnded = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(hasEnded && process.exitValue() == 0)
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isTrue();
    }
}
