package dev.keyway.launcher.pair;

import dev.keyway.launcher.process.Ports;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program's jar as a process, which can be killed and started again on the same ports with the same state. */
public final class JarProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String jar;
    private final Path folder;
    private final Map<String, String> environment;
    private final int port;
    private final int management;
    private final Path output;
    private Process process;

    private JarProcess(String jar, Path folder, Map<String, String> environment) throws IOException {
        this.jar = jar;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.port = Ports.free();
        this.management = Ports.free();
        this.output = Files.createTempFile(folder, "output-", ".txt");
        this.process = launch();
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param jar below the folder of the source code
     * @param folder its working directory
     * @param environment all that it has of an environment, besides its ports
     */
    static JarProcess start(String jar, Path folder, Map<String, String> environment) {
        try {
            return new JarProcess(jar, folder, environment).awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        Path.of("..", jar).toAbsolutePath().normalize().toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", String.valueOf(port),
                        "SERVER_ADDRESS", "127.0.0.1",
                        "MANAGEMENT_SERVER_PORT", String.valueOf(management)));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until it is ready. */
    public JarProcess awaitReady() {
        Awaiting.until("readiness of " + jar + "; said so far: " + output(), PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError(jar + " ended with " + process.exitValue() + ": " + output());
            }
            return Ports.isReady("127.0.0.1", management);
        });
        return this;
    }

    /** SIGKILL. */
    public void kill() {
        Process unused = process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM, and its status. */
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** Starts it again after it has ended, and waits until it is ready. */
    public JarProcess restart() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return awaitReady();
    }

    private int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(jar + " did not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens. */
    public URI origin() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** All that it said. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Process unused = process.destroyForcibly();
    }
}
