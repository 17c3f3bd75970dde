package dev.keyway.helm.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of the API of Kubernetes that Helm calls, over HTTP: objects are stored as they are sent, and nothing becomes of
 * them. No schema, no admission, no controller.
 */
final class ApiServer implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** Resources by group and version. */
    private static final Map<String, Map<String, String>> RESOURCES = Map.of(
            "v1",
            Map.of(
                    "namespaces", "Namespace",
                    "secrets", "Secret",
                    "services", "Service",
                    "serviceaccounts", "ServiceAccount",
                    "configmaps", "ConfigMap",
                    "pods", "Pod"),
            "apps/v1",
            Map.of("deployments", "Deployment", "statefulsets", "StatefulSet"),
            "policy/v1",
            Map.of("poddisruptionbudgets", "PodDisruptionBudget"),
            "networking.k8s.io/v1",
            Map.of("networkpolicies", "NetworkPolicy", "ingresses", "Ingress"),
            "batch/v1",
            Map.of("jobs", "Job"));

    private final Map<String, ObjectNode> stored = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    ApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        put("/api/v1/namespaces/keyway/serviceaccounts/default", "v1", "ServiceAccount", "default");
    }

    /** Writes a configuration with which Helm calls this server. */
    Path kubeConfig(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: test, user: {}}]
                contexts: [{name: test, context: {cluster: test, user: test, namespace: keyway}}]
                current-context: test
                """.formatted(server.getAddress().getPort()));
    }

    /** The Secrets that are no records of releases, by name. */
    Map<String, ObjectNode> secrets() {
        return stored.entrySet().stream()
                .filter(entry -> entry.getKey().contains("/secrets/"))
                .filter(entry -> !entry.getKey().contains("sh.helm.release"))
                .collect(Collectors.toMap(
                        entry -> entry.getValue().at("/metadata/name").asString(), Map.Entry::getValue));
    }

    /** Removes an object, as somebody with kubectl does. */
    void delete(String path) {
        stored.remove(path);
    }

    /** The kinds of all objects. */
    List<String> kinds() {
        return stored.values().stream()
                .map(object -> object.path("kind").asString())
                .toList();
    }

    /** Stores an object that somebody else has made. */
    void put(String path, String version, String kind, String name) {
        ObjectNode object = JSON.createObjectNode().put("apiVersion", version).put("kind", kind);
        object.putObject("metadata").put("name", name);
        stored.put(path, object);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        JsonNode body = body(exchange);
        Optional<JsonNode> found = discovery(path).or(() -> object(exchange, path, body));
        byte[] answer =
                found.orElseGet(() -> status("NotFound", 404)).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (ProtobufSecret.is(body)) {
            return ProtobufSecret.read(body);
        }
        return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    }

    private static Optional<JsonNode> discovery(String path) {
        return switch (path) {
            case "/version" -> json("{'major': '1', 'minor': '37', 'gitVersion': 'v1.37.0'}");
            case "/api" -> json("{'kind': 'APIVersions', 'versions': ['v1']}");
            case "/apis" -> Optional.of(groups());
            default -> {
                String version = path.replaceFirst("^/apis?/", "");
                yield RESOURCES.containsKey(version) ? Optional.of(resources(version)) : Optional.empty();
            }
        };
    }

    private static ObjectNode groups() {
        ObjectNode list = JSON.createObjectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        RESOURCES.keySet().stream().filter(version -> version.contains("/")).forEach(version -> {
            ObjectNode group = list.withArrayProperty("groups").addObject();
            group.put("name", version.substring(0, version.indexOf('/')));
            ObjectNode only = group.putArray("versions").addObject();
            only.put("groupVersion", version).put("version", version.substring(version.indexOf('/') + 1));
            group.set("preferredVersion", only.deepCopy());
        });
        return list;
    }

    private static ObjectNode resources(String version) {
        ObjectNode list = JSON.createObjectNode().put("kind", "APIResourceList").put("groupVersion", version);
        RESOURCES.getOrDefault(version, Map.of()).forEach((name, kind) -> {
            ObjectNode resource = list.withArrayProperty("resources").addObject();
            resource.put("name", name).put("singularName", "").put("kind", kind);
            resource.put("namespaced", !kind.equals("Namespace"));
            Stream.of("get", "list", "create", "update", "patch", "delete").forEach(resource.putArray("verbs")::add);
        });
        return list;
    }

    private Optional<JsonNode> object(HttpExchange exchange, String path, JsonNode body) {
        return switch (exchange.getRequestMethod()) {
            case "POST" ->
                Optional.of(store(path + "/" + body.at("/metadata/name").asString(), body));
            case "PUT" -> Optional.of(store(path, body));
            case "PATCH" -> Optional.ofNullable(stored.get(path)).map(object -> merge(object, body));
            case "DELETE" -> Optional.ofNullable(stored.remove(path));
            default ->
                path.endsWith("s") && !stored.containsKey(path) && isList(path)
                        ? Optional.of(list(path, exchange))
                        : Optional.ofNullable(stored.get(path));
        };
    }

    private static boolean isList(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return RESOURCES.values().stream().anyMatch(resources -> resources.containsKey(last));
    }

    private ObjectNode list(String path, HttpExchange exchange) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        ObjectNode list = JSON.createObjectNode().put("kind", "SecretList").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "1");
        var items = list.putArray("items");
        stored.forEach((key, object) -> {
            boolean fits = Manifests.texts(object.at("/metadata/labels"))
                            .getOrDefault("owner", "")
                            .equals("helm")
                    || !query.contains("owner=helm");
            if (key.startsWith(path + "/") && fits) {
                items.add(object);
            }
        });
        return list;
    }

    private ObjectNode store(String path, JsonNode body) {
        ObjectNode object = (ObjectNode) body.deepCopy();
        object.withObjectProperty("metadata").put("uid", path).put("resourceVersion", "1");
        stored.put(path, object);
        return object;
    }

    /** A merge patch (RFC 7396), which is near enough to the strategic ones of Helm: lists are replaced. */
    private static ObjectNode merge(ObjectNode object, JsonNode patch) {
        patch.properties().forEach(member -> {
            if (member.getValue().isObject() && object.path(member.getKey()).isObject()) {
                merge((ObjectNode) object.path(member.getKey()), member.getValue());
            } else if (member.getValue().isNull()) {
                object.remove(member.getKey());
            } else {
                object.set(member.getKey(), member.getValue());
            }
        });
        return object;
    }

    private static JsonNode status(String reason, int code) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("reason", reason)
                .put("code", code);
    }

    private static Optional<JsonNode> json(String text) {
        return Optional.of(JSON.readTree(text.replace('\'', '"')));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
