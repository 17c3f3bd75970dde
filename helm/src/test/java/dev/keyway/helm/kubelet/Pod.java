package dev.keyway.helm.kubelet;

import dev.keyway.helm.container.Container;
import dev.keyway.helm.container.ContainerSpec;
import dev.keyway.helm.container.Image;
import dev.keyway.helm.container.Mount;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * Pod, run as a kubelet runs it: init containers one after the other, then the containers, which are awaited by their
 * probes; stopped by the preStop hook, SIGTERM and, after the grace period, SIGKILL.
 *
 * <p>Other than in a cluster:
 *
 * <ul>
 *   <li>Containers share this machine's network: a port is one of this machine, and names of services stand for 127.0.0.1.
 *       Network policies have no effect.
 *   <li>Pods of one workload run one after the other, never side by side.
 *   <li>User, group and a read-only root are as in the manifest; capabilities, {@code allowPrivilegeEscalation}, seccomp,
 *       limits of processor time and memory, and {@code sizeLimit} are not applied.
 *   <li>Files of Secrets and ConfigMaps are plain files, not links that change at once.
 *   <li>An image is found by its repository's last part; registry, tag and digest are not looked at. Its base is this
 *       machine's own Java and C library.
 *   <li>A container that has failed is not started again, and a probe is not repeated once it has passed.
 * </ul>
 */
final class Pod implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final JsonNode spec;
    private final JsonNode metadata;
    private final Node node;
    private final Volumes volumes;
    private final Path folder;
    private final List<Container> running = new ArrayList<>();

    private Pod(String name, JsonNode template, Node node, Volumes volumes, Path folder) {
        this.name = name;
        this.spec = template.path("spec");
        this.metadata = template.path("metadata");
        this.node = node;
        this.volumes = volumes;
        this.folder = folder;
    }

    /** Starts a pod, and returns when it is ready. */
    static Pod start(String name, JsonNode template, JsonNode claimTemplates, Node node)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(node.folder(), name);
        var volumes = new Volumes(
                node.cluster(),
                template.path("spec"),
                name,
                Files.createDirectory(folder.resolve("volumes")),
                Files.createDirectories(node.folder().resolve("claims")),
                claimTemplates);
        var pod = new Pod(name, template, node, volumes, folder);
        try {
            pod.runInitContainers();
            for (JsonNode container : pod.spec.path("containers")) {
                pod.running.add(pod.start(container));
            }
            for (int i = 0; i < pod.running.size(); i++) {
                pod.awaitReady(pod.spec.path("containers").get(i), pod.running.get(i));
            }
            return pod;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            pod.close();
            throw e;
        }
    }

    /** Runs a pod that ends by itself, such as a test of the chart, and returns what it has written. */
    static String runToItsEnd(String name, JsonNode template, Node node) throws IOException, InterruptedException {
        try (Pod pod = start(name, template, template.path("none"), node)) {
            StringBuilder logs = new StringBuilder();
            for (Container container : pod.running) {
                int exit = container.exitCode(PATIENCE);
                if (exit != 0) {
                    throw new AssertionError(name + " ended with " + exit + ":\n" + container.log());
                }
                logs.append(container.log());
            }
            return logs.toString();
        }
    }

    private void runInitContainers() throws IOException, InterruptedException {
        for (JsonNode init : spec.path("initContainers")) {
            try (Container container = start(init)) {
                int exit = container.exitCode(PATIENCE);
                if (exit != 0) {
                    throw new AssertionError("init container " + nameOf(init) + " of " + name + " ended with " + exit
                            + ":\n" + container.log());
                }
            }
        }
    }

    private Container start(JsonNode container) throws IOException, InterruptedException {
        Image image = node.image(container.path("image").asString());
        List<String> command = new ArrayList<>();
        if (container.has("command")) {
            container.path("command").forEach(part -> command.add(part.asString()));
        } else {
            command.addAll(image.entryPoint());
        }
        container.path("args").forEach(argument -> command.add(argument.asString()));
        String[] imageUser = image.user().split(":", 2);
        long user = setting(container, "runAsUser", Long.parseLong(imageUser[0]));
        long group = setting(container, "runAsGroup", Long.parseLong(imageUser[1]));
        long volumeGroup = spec.path("securityContext").path("fsGroup").asLong(group);
        if (volumeGroup != group) {
            throw new AssertionError(
                    "this kubelet gives a process one group only, not " + group + " and " + volumeGroup);
        }
        List<Mount> mounts = new ArrayList<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            mounts.add(new Mount(
                    volumes.source(mount),
                    mount.path("mountPath").asString(),
                    mount.path("readOnly").asBoolean(false)));
        }
        Container started = Container.start(
                new ContainerSpec(
                        name + "/" + nameOf(container),
                        image,
                        user,
                        group,
                        container
                                .path("securityContext")
                                .path("readOnlyRootFilesystem")
                                .asBoolean(false),
                        container.path("workingDir").asString(image.workingFolder()),
                        command,
                        environment(container, image),
                        mounts,
                        node.hosts()),
                Files.createTempDirectory(folder, nameOf(container)));
        node.started().add(started);
        return started;
    }

    private long setting(JsonNode container, String name, long otherwise) {
        return container
                .path("securityContext")
                .path(name)
                .asLong(spec.path("securityContext").path(name).asLong(otherwise));
    }

    private Map<String, String> environment(JsonNode container, Image image) {
        Map<String, String> environment = new LinkedHashMap<>(image.environment());
        environment.put("HOSTNAME", name);
        for (JsonNode source : container.path("envFrom")) {
            for (String kind : List.of("configMap", "secret")) {
                JsonNode reference = source.path(kind + "Ref");
                if (!reference.isMissingNode()) {
                    node.cluster()
                            .data(kind.equals("secret") ? "Secret" : "ConfigMap", nameOf(reference))
                            .forEach((key, value) -> environment.put(key, new String(value, StandardCharsets.UTF_8)));
                }
            }
        }
        for (JsonNode variable : container.path("env")) {
            environment.put(nameOf(variable), value(variable));
        }
        return environment;
    }

    private String value(JsonNode variable) {
        JsonNode from = variable.path("valueFrom");
        if (from.isMissingNode()) {
            return variable.path("value").asString();
        }
        for (String kind : List.of("configMap", "secret")) {
            JsonNode reference = from.path(kind + "KeyRef");
            if (!reference.isMissingNode()) {
                byte[] value = node.cluster()
                        .data(kind.equals("secret") ? "Secret" : "ConfigMap", nameOf(reference))
                        .get(reference.path("key").asString());
                return new String(Optional.ofNullable(value).orElseThrow(), StandardCharsets.UTF_8);
            }
        }
        String field = from.path("fieldRef").path("fieldPath").asString();
        return switch (field) {
            case "metadata.name" -> name;
            case "metadata.namespace" -> node.namespace();
            case "status.podIP" -> "127.0.0.1";
            default -> throw new AssertionError("a source that this kubelet does not know: " + variable);
        };
    }

    private void awaitReady(JsonNode container, Container process) {
        for (String kind : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            JsonNode probe = container.path(kind);
            if (!probe.isMissingNode()) {
                Awaiting.until(kind + " of " + name, PATIENCE, () -> {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new AssertionError("the start of " + name + " was given up");
                    }
                    if (!process.isAlive()) {
                        throw new AssertionError(name + " has ended:\n" + process.log());
                    }
                    boolean passed = passes(container, probe.path("httpGet"));
                    if (!passed) {
                        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                    }
                    return passed;
                });
            }
        }
    }

    private static boolean passes(JsonNode container, JsonNode get) {
        URI uri = URI.create("http://127.0.0.1:" + port(container, get.path("port"))
                + get.path("path").asString("/"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 400;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int port(JsonNode container, JsonNode port) {
        if (port.isNumber()) {
            return port.asInt();
        }
        for (JsonNode declared : container.path("ports")) {
            if (nameOf(declared).equals(port.asString())) {
                return declared.path("containerPort").asInt();
            }
        }
        throw new AssertionError("no port is named " + port);
    }

    JsonNode metadata() {
        return metadata;
    }

    /** What all its containers have written. */
    String log() {
        StringBuilder logs = new StringBuilder();
        running.forEach(container -> logs.append(container.log()));
        return logs.toString();
    }

    /** Stops it as a kubelet does, and returns how long that took. Fails if it must be killed. */
    Duration stop() throws InterruptedException {
        long begun = System.nanoTime();
        Duration grace =
                Duration.ofSeconds(spec.path("terminationGracePeriodSeconds").asLong(30));
        for (int i = 0; i < running.size(); i++) {
            long preStop = spec.path("containers")
                    .get(i)
                    .path("lifecycle")
                    .path("preStop")
                    .path("sleep")
                    .path("seconds")
                    .asLong(0);
            LockSupport.parkNanos(Duration.ofSeconds(preStop).toNanos());
            Duration left = grace.minusNanos(System.nanoTime() - begun);
            if (!running.get(i).terminate(left)) {
                throw new AssertionError(name + " did not end within its grace period of " + grace + ":\n" + log());
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        running.forEach(Container::close);
    }

    private static String nameOf(JsonNode object) {
        return object.path("name").asString();
    }
}
