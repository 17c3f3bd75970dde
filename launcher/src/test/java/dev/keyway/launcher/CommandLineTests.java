package dev.keyway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command of {@code ./keyway} says to an option that it does not know, before it does anything. */
class CommandLineTests {

    private static final Path SCRIPT = Path.of("..", "keyway");

    @ParameterizedTest
    @ValueSource(strings = {"up", "gateway", "reset-owner", "test", "check", "version", "help"})
    void refusesAnOptionThatItDoesNotKnow(String command) throws Exception {
        Process process = new ProcessBuilder("bash", SCRIPT.toString(), command, "--unknown-option")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output).contains("unknown option '--unknown-option'");
    }
}
