package dev.keyway.helm.kubelet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Objects of a namespace: those of a rendered chart, and those that a person has made. */
final class Cluster {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<JsonNode> objects = new ArrayList<>();

    /** Adds the objects of manifests, in place of those with the same kind and name. */
    void apply(String manifests) {
        for (Object document : new Yaml().loadAll(manifests)) {
            if (document != null) {
                JsonNode added = JSON.valueToTree(document);
                objects.removeIf(object ->
                        kind(object).equals(kind(added)) && name(object).equals(name(added)));
                objects.add(added);
            }
        }
    }

    List<JsonNode> of(String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind)).toList();
    }

    /** The entries of a Secret or ConfigMap, as a volume shows them. */
    Map<String, byte[]> data(String kind, String name) {
        JsonNode found = of(kind).stream()
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
        Map<String, byte[]> data = new TreeMap<>();
        found.path("stringData")
                .properties()
                .forEach(entry ->
                        data.put(entry.getKey(), entry.getValue().asString().getBytes(StandardCharsets.UTF_8)));
        found.path("data")
                .properties()
                .forEach(entry -> data.put(
                        entry.getKey(),
                        kind.equals("Secret")
                                ? Base64.getDecoder().decode(entry.getValue().asString())
                                : entry.getValue().asString().getBytes(StandardCharsets.UTF_8)));
        return data;
    }

    /** The names of the services, as a pod of the namespace may write them. */
    List<String> serviceNames(String namespace) {
        return of("Service").stream()
                .map(Cluster::name)
                .flatMap(name -> List.of(
                        name,
                        name + "." + namespace,
                        name + "." + namespace + ".svc",
                        name + "." + namespace + ".svc.cluster.local")
                        .stream())
                .toList();
    }

    static String kind(JsonNode object) {
        return object.path("kind").asString();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asString();
    }
}
