package dev.keyway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that {@code ./keyway up} starts ends with it: at one Ctrl-C, however it was started, and if it is killed. */
class SignalsIT {

    private static final Path SCRIPT = Path.of("../keyway").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void oneCtrlCEndsAll() throws Exception {
        requireEndByCtrlC(start("exec bash '%s' up --gateway-only", 2));
    }

    /** A shell that is not interactive lets what it starts in the background ignore Ctrl-C. */
    @Test
    void oneCtrlCEndsAllThatAScriptStartedInTheBackground() throws Exception {
        requireEndByCtrlC(start("bash '%s' up --gateway-only & wait", 2));
    }

    @Test
    void whatItStartedEndsIfItIsKilled() throws Exception {
        Process up = start("exec bash '%s' up", 3);
        List<ProcessHandle> started = up.descendants().toList();
        ProcessHandle database = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(folder.resolve(".keyway/pg/data/postmaster.pid"))
                                .getFirst()))
                .orElseThrow();
        Process unused = up.destroyForcibly();

        assertThat(started).hasSize(4);
        Awaiting.until("the end of all", PATIENCE, () -> started.stream().noneMatch(ProcessHandle::isAlive));
        Awaiting.until("the end of PostgreSQL", PATIENCE, () -> !database.isAlive());
        assertThat(Files.readString(folder.resolve(".keyway/logs/postgres.log")))
                .contains("database system is shut down");
    }

    /** The terminal sends it to all processes of the group. */
    private static void requireEndByCtrlC(Process up) throws Exception {
        List<ProcessHandle> started = up.descendants().toList();
        Process interrupt = new ProcessBuilder("kill", "-INT", "--", "-" + up.pid()).start();
        assertThat(interrupt.waitFor()).isZero();

        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Awaiting.until("the end of all", PATIENCE, () -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** A process group of its own, as a terminal makes one, when all has started. */
    private Process start(String command, int programs) throws IOException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("setsid", "bash", "-c", command.formatted(SCRIPT))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches(".*_API_(KEY|BASE).*|KEYWAY_.*"));
        List<String> ports =
                List.of("SERVER_PORT", "MANAGEMENT_SERVER_PORT", "KEYWAY_ADMIN_PORT", "KEYWAY_ADMIN_MANAGEMENT_PORT");
        List<Integer> free = freePorts(ports.size());
        for (int i = 0; i < ports.size(); i++) {
            environment.put(ports.get(i), String.valueOf(free.get(i)));
        }
        environment.put("KEYWAY_BUILD", "never");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Process up = builder.start();
        Awaiting.until("the start of " + programs + " programs", PATIENCE, () -> {
            if (!up.isAlive()) {
                throw new AssertionError("it ended: " + text(output));
            }
            return text(output).contains("Ctrl-C stops everything");
        });
        assertThat(up.descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("java")))
                .hasSizeGreaterThanOrEqualTo(programs + 1);
        return up;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
