package dev.keyway.bench.rig;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real admin service in a JVM of its own, on a database that it brings to its release. */
public final class AdminService implements AutoCloseable {

    /** The first owner's. */
    public static final String LOGIN = "owner";

    /** The first owner's. */
    public static final String PASSWORD = "the bench's own password";

    private static final Map<String, String> SETTINGS = Map.of(
            "KEYWAY_DB_MIGRATE", "start",
            "KEYWAY_OWNER_LOGIN", LOGIN,
            "KEYWAY_OWNER_PASSWORD", PASSWORD,
            "KEYWAY_CATALOGUE_LOAD", "never",
            "KEYWAY_AUDIT_KEYS", "a1:3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=",
            "KEYWAY_MASTER_KEYS", "m1:y1A6V0vSxMZp1aFvJzH0nXv3l2m8oQyqUeYwTtS9kRc=");

    private final JarProcess process;

    private AdminService(JarProcess process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param database environment variables that name it
     * @throws IllegalStateException with its log if it does not become ready
     */
    public static AdminService start(Path jar, Map<String, String> database) throws InterruptedException {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(database);
        Folder folder = Folder.temporary("keyway-bench-admin");
        return new AdminService(JarProcess.start("admin service", folder, jar, List.of("-Xmx512m"), all));
    }

    public URI address() {
        return process.address();
    }

    /** What it has printed. */
    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
