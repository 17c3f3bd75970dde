package dev.keyway.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service of ours, the jar that ships, in a JVM and a folder of its own. It ends with the run, however the run ends. */
final class JarProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final String name;
    private final Folder folder;
    private final Process process;
    private final Thread atExit;
    private final int port;
    private final Management management;

    private JarProcess(String name, Folder folder, Process process, int port, Management management) {
        this.name = name;
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.management = management;
        this.atExit = new Thread(this::end, "end-" + folder.path().getFileName());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param name what messages call it
     * @param folder its working directory, which goes with it
     * @param jvm options of its JVM besides those of {@link JavaHome}
     * @param settings environment variables besides ports; nothing else is inherited
     * @throws IllegalStateException with its log if it does not become ready
     */
    static JarProcess start(String name, Folder folder, Path jar, List<String> jvm, Map<String, String> settings)
            throws InterruptedException {
        int port = FreePort.find();
        int managementPort = FreePort.find();
        List<String> command = new ArrayList<>(JavaHome.command());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
        environment.putAll(settings);
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        try {
            JarProcess started = new JarProcess(name, folder, builder.start(), port, new Management(managementPort));
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of its API. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Management management() {
        return management;
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed. */
    String log() {
        try {
            return Files.readString(log(folder));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    private static Path log(Folder folder) {
        return folder.path().resolve("printed.log");
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!management.ready()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                String log = log();
                close();
                throw new IllegalStateException("the " + name + " did not become ready:\n" + log);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void end() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        management.close();
        folder.delete();
    }
}
