package dev.keyway.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WardenWorkTests {

    private final Process first = sleeper();
    private final Process second = sleeper();

    @AfterEach
    void endAll() {
        first.destroyForcibly();
        second.destroyForcibly();
    }

    @Test
    void endsWhatItGuardsAtTheEndOfItsInput() throws Exception {
        work("%d\n%d\n".formatted(first.pid(), second.pid()));
        assertThat(first.waitFor()).isEqualTo(143);
        assertThat(second.waitFor()).isEqualTo(143);
    }

    @Test
    void endsNothingOnceItIsDismissed() throws Exception {
        work("%d\n%s\n".formatted(first.pid(), WardenWork.DISMISSED));
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void passesOverWhatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        work("%d\n%d\n".formatted(first.pid(), ended.pid()));
        assertThat(first.waitFor()).isEqualTo(143);
    }

    private static void work(String lines) throws Exception {
        WardenWork.run(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static Process sleeper() {
        try {
            return new ProcessBuilder("sleep", "600").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
