package dev.keyway.bench.rig;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real gateway in a JVM of its own, with fresh state. */
public final class Gateway implements AutoCloseable {

    /** The token that its callers present. */
    public static final String TOKEN = "rig-token";

    private final JarProcess process;

    private Gateway(JarProcess process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param settings environment variables besides token, ports and state; nothing else is inherited
     * @param jvm options of its JVM besides those of {@link JavaHome}
     * @throws IllegalStateException with its log if it does not become ready
     */
    public static Gateway start(Path jar, Map<String, String> settings, List<String> jvm) throws InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PROXY_API_KEY", TOKEN);
        return launch(jar, all, jvm);
    }

    /**
     * Starts a managed one and waits until it is ready.
     *
     * @param admin the admin service
     * @param credential its credential
     * @param jvm options of its JVM besides those of {@link JavaHome}
     * @throws IllegalStateException with its log if it does not become ready
     */
    public static Gateway startManaged(Path jar, URI admin, String credential, List<String> jvm)
            throws InterruptedException {
        return launch(
                jar,
                Map.of(
                        "KEYWAY_ADMIN_URL",
                        admin.toString(),
                        "KEYWAY_GATEWAY_CREDENTIAL",
                        credential,
                        "KEYWAY_ALLOW_PRIVATE_UPSTREAMS",
                        "127.0.0.1/32"),
                jvm);
    }

    private static Gateway launch(Path jar, Map<String, String> settings, List<String> jvm)
            throws InterruptedException {
        Folder folder = Folder.temporary("keyway-bench");
        Map<String, String> all = new HashMap<>(settings);
        all.put("KEYWAY_STATE_DIR", folder.path().resolve("state").toString());
        return new Gateway(JarProcess.start("gateway", folder, jar, jvm, all));
    }

    /** The base URL of its API. */
    public URI v1() {
        return process.address().resolve("/v1");
    }

    public Management management() {
        return process.management();
    }

    public long pid() {
        return process.pid();
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
