package dev.keyway.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTests {

    @TempDir
    private Path folder;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Test
    void hasItsOwnEnvironmentAndItsStatusAndItsLog() throws Exception {
        Child child = start("echo \"$ONLY-$HOME\"; exit 7", Map.of("ONLY", "this"));

        assertThat(child.status()).isEqualTo(7);
        assertThat(lines).containsExactly("this-");
        assertThat(child.log().tail()).containsExactly("this-");
    }

    @Test
    void isEndedByTheLauncherAlone() throws Exception {
        Child child = start("echo ready; while :; do sleep 0.05; done", Map.of("PATH", System.getenv("PATH")));
        while (lines.isEmpty()) {
            Thread.onSpinWait();
        }
        Process interrupt = new ProcessBuilder("kill", "-INT", String.valueOf(child.pid())).start();
        assertThat(interrupt.waitFor()).isZero();
        assertThat(child.isAlive()).isTrue();

        child.stop(Duration.ofMinutes(1));
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void isKilledWhenItDoesNotEnd() throws Exception {
        Child child =
                start("trap '' TERM; echo ready; while :; do sleep 0.05; done", Map.of("PATH", System.getenv("PATH")));
        while (lines.isEmpty()) {
            Thread.onSpinWait();
        }
        child.stop(Duration.ofMillis(200));
        assertThat(child.isAlive()).isFalse();
    }

    private Child start(String script, Map<String, String> environment) throws IOException {
        return Child.start(
                new Program("the program", "program", List.of("/bin/sh", "-c", script), environment),
                folder,
                lines::add);
    }
}
