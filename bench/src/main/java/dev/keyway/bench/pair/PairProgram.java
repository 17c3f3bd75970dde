package dev.keyway.bench.pair;

import dev.keyway.bench.rig.FreePort;
import dev.keyway.bench.rig.JavaHome;
import dev.keyway.bench.rig.Management;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the pair as a process. It can be killed and started again on the same ports with the same state. */
public final class PairProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path jar;
    private final Path folder;
    private final List<String> jvm;
    private final Map<String, String> settings;
    private final int port = FreePort.find();
    private final int managementPort = FreePort.find();
    private final Management management = new Management(managementPort);
    private final Path output;
    private Process process;

    private PairProgram(Path jar, Path folder, List<String> jvm, Map<String, String> settings) throws IOException {
        this.jar = jar;
        this.folder = folder;
        this.jvm = List.copyOf(jvm);
        this.settings = new LinkedHashMap<>(settings);
        this.output = Files.createTempFile(folder, "output-", ".txt");
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param folder its working directory
     * @param jvm options of its JVM
     * @param settings its environment variables besides ports; nothing else is inherited
     */
    static PairProgram start(Path jar, Path folder, List<String> jvm, Map<String, String> settings) {
        return launch(jar, folder, jvm, settings).awaitReady();
    }

    /** Starts it without waiting. */
    static PairProgram launch(Path jar, Path folder, List<String> jvm, Map<String, String> settings) {
        try {
            return new PairProgram(jar, folder, jvm, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(JavaHome.command());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toAbsolutePath().normalize().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", String.valueOf(port),
                        "SERVER_ADDRESS", "127.0.0.1",
                        "MANAGEMENT_SERVER_PORT", String.valueOf(managementPort)));
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** Waits until it is ready. */
    public PairProgram awaitReady() {
        try {
            Awaiting.until("readiness of " + jar.getFileName(), PATIENCE, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError(jar + " ended with " + process.exitValue() + ": " + output());
                }
                return isReady();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it printed: " + output(), e);
        }
        return this;
    }

    /** Whether it reports that it is ready. */
    public boolean isReady() {
        try {
            return management.ready();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it (SIGKILL), and waits until it has ended. */
    public void kill() {
        Process unused = process.destroyForcibly();
        awaitExit();
    }

    /** Ends it (SIGTERM). @return its exit status */
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** Freezes it (SIGSTOP) until {@link #thaw}: its connections stay open, and nothing answers. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Changes a setting from the next start on. */
    public void set(String name, String value) {
        settings.put(name, value);
    }

    /** Starts it again after it has ended, and waits until it is ready. */
    public PairProgram restart() {
        return relaunch().awaitReady();
    }

    /** Starts it again after it has ended, without waiting. */
    public PairProgram relaunch() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until it has ended. @return its exit status */
    public int awaitExit() {
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

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** The base URL of its API. */
    public URI origin() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Its readiness and metrics. */
    public Management management() {
        return management;
    }

    /** All that it has printed. */
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
