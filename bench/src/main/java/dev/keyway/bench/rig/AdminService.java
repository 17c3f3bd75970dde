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

/** The real admin service in a JVM of its own, on a database that it brings to its release. It ends with the run. */
public final class AdminService implements AutoCloseable {

    /** The first owner's. */
    public static final String LOGIN = "owner";

    /** The first owner's. */
    public static final String PASSWORD = "the bench's own password";

    private static final Duration START = Duration.ofMinutes(2);

    private final Folder folder;
    private final Process process;
    private final Thread atExit;
    private final int port;
    private final Management management;

    private AdminService(Folder folder, Process process, int port, Management management) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.management = management;
        this.atExit = new Thread(this::end, "end-admin");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param database environment variables that name it
     * @throws IllegalStateException with its log if it does not become ready
     */
    public static AdminService start(Path jar, Map<String, String> database) throws InterruptedException {
        Folder folder = Folder.temporary("keyway-bench-admin");
        int port = freePort();
        int managementPort = freePort();
        List<String> command = new ArrayList<>(JavaHome.command());
        command.addAll(List.of("-Xmx512m", "-jar", jar.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.path().resolve("admin.log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
        environment.putAll(database);
        environment.putAll(Map.of(
                "KEYWAY_DB_MIGRATE",
                "start",
                "KEYWAY_OWNER_LOGIN",
                LOGIN,
                "KEYWAY_OWNER_PASSWORD",
                PASSWORD,
                "KEYWAY_CATALOGUE_LOAD",
                "never",
                "KEYWAY_AUDIT_KEYS",
                "a1:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=",
                "KEYWAY_MASTER_KEYS",
                "m1:y1A6V0vSxMZp1aFvJzH0nXv3l2m8oQyqUeYwTtS9kRc=",
                "SERVER_PORT",
                Integer.toString(port),
                "MANAGEMENT_SERVER_PORT",
                Integer.toString(managementPort)));
        try {
            AdminService service = new AdminService(folder, builder.start(), port, new Management(managementPort));
            service.awaitReady();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!management.ready()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                String log = log();
                close();
                throw new IllegalStateException("the admin service did not become ready:\n" + log);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.path().resolve("admin.log"));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
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
