package dev.keyway.helm.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects that a release is made of.
 *
 * @param text the text that Helm rendered
 * @param objects the objects in it, in its order
 */
public record Manifests(String text, List<KubernetesObject> objects) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Reads rendered text. A member that is there twice is an error. */
    public static Manifests parse(String text) {
        List<KubernetesObject> objects = new ArrayList<>();
        for (Object document : yaml().loadAll(text)) {
            if (document != null) {
                objects.add(new KubernetesObject((ObjectNode) json(document)));
            }
        }
        return new Manifests(text, List.copyOf(objects));
    }

    /** Reads YAML 1.1. */
    static JsonNode readYaml(String text) {
        return json(yaml().load(text));
    }

    private static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    /** The same objects after their text was changed, as a fault in a template would change it. */
    Manifests with(String found, String replacement) {
        if (!text.contains(found)) {
            throw new IllegalArgumentException("not in the rendered text: " + found);
        }
        return parse(text.replace(found, replacement));
    }

    /** The objects of a kind. */
    public Stream<KubernetesObject> kind(String kind) {
        return objects.stream().filter(object -> object.kind().equals(kind));
    }

    /** An object by kind and name. */
    public KubernetesObject object(String kind, String name) {
        return kind(kind)
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " " + name));
    }

    /** All pods that these objects are or make. */
    public Stream<Pod> pods() {
        return objects.stream().map(Manifests::pod).flatMap(Optional::stream);
    }

    private static Optional<Pod> pod(KubernetesObject object) {
        return switch (object.kind()) {
            case "Pod" -> Optional.of(new Pod(object, object.json()));
            case "Deployment", "StatefulSet", "Job" ->
                Optional.of(new Pod(object, (ObjectNode) object.json().at("/spec/template")));
            default -> Optional.empty();
        };
    }

    /** Members of an object as a map of texts; empty if it is not there. */
    static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new java.util.TreeMap<>();
        node.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
        return texts;
    }
}
