package dev.keyway.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real gateway in a JVM of its own, with fresh state. It ends with the run, however the run ends. */
public final class Gateway implements AutoCloseable {

    /** The token that its callers present. */
    public static final String TOKEN = "rig-token";

    private static final Duration START = Duration.ofSeconds(90);

    private final Folder folder;
    private final Process process;
    private final Thread atExit;
    private final int port;
    private final Management management;

    private Gateway(Folder folder, Process process, int port, Management management) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.management = management;
        this.atExit = new Thread(this::end, "end-gateway");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param settings environment variables besides token, ports and state; nothing else is inherited
     * @param jvm options of its JVM besides those of {@link JavaHome}
     * @throws IllegalStateException with its log if it does not become ready
     */
    public static Gateway start(Path jar, Map<String, String> settings, List<String> jvm) throws InterruptedException {
        Folder folder = Folder.temporary("keyway-bench");
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>(JavaHome.command());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.path().resolve("gateway.log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
        environment.putAll(settings);
        environment.put("PROXY_API_KEY", TOKEN);
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        environment.put("KEYWAY_STATE_DIR", folder.path().resolve("state").toString());
        try {
            Gateway gateway = new Gateway(folder, builder.start(), port, new Management(managementPort));
            gateway.awaitReady();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base URL of its API. */
    public URI v1() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    public Management management() {
        return management;
    }

    public long pid() {
        return process.pid();
    }

    /** What it has printed. */
    public String log() {
        try {
            return Files.readString(folder.path().resolve("gateway.log"));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!management.ready()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                String log = log();
                close();
                throw new IllegalStateException("the gateway did not become ready:\n" + log);
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
