package dev.keyway.helm.chart;

import com.networknt.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The values of the chart, with their defaults and their schema. */
final class Values {

    static final JsonNode DEFAULTS = Manifests.readYaml(Chart.read("values.yaml"));

    private static final JsonMapper JSON = new JsonMapper();
    static final JsonNode SCHEMA = JSON.readTree(Chart.read("values.schema.json"));

    /** Values of which at least one fits each schema of a leaf. */
    private static final List<JsonNode> CANDIDATES = Stream.of(
                    "'other'",
                    "'https://other.example.com'",
                    "'http://other.example.com:3128'",
                    "'7Gi'",
                    "'17s'",
                    "'sha256:3333333333333333333333333333333333333333333333333333333333333333'",
                    "['10.99.0.0/16']",
                    "[{'name': 'other', 'value': 'other'}]",
                    "{'other': 'other'}",
                    "{'runAsUser': 4711}",
                    "{'requests': {'cpu': '3'}, 'limits': {'memory': '7Gi'}}",
                    "{'GLOBAL_TIMEOUT': '17'}",
                    "{'KEYWAY_CATALOGUE_LOAD': 'never'}",
                    "0.5",
                    "['other']",
                    "{'nodeAffinity': {}}",
                    "[{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'other'}}]")
            .map(text -> JSON.readTree(text.replace('\'', '"')))
            .toList();

    private Values() {}

    /**
     * A value that is set as a whole.
     *
     * @param path its path, such as {@code gateway.replicas}
     * @param value its default
     * @param schema its schema
     */
    record Leaf(String path, JsonNode value, JsonNode schema) {

        /** Other values that the schema allows. */
        List<JsonNode> others() {
            Stream<JsonNode> ofKind = switch (value.getNodeType()) {
                case BOOLEAN -> Stream.of(JSON.valueToTree(!value.asBoolean()));
                case NUMBER ->
                    Stream.of(
                            JSON.valueToTree(value.asInt() + 1),
                            JSON.valueToTree(value.asInt() + 2),
                            JSON.valueToTree(0.5));
                default -> Stream.concat(schema.path("enum").valueStream(), CANDIDATES.stream());
            };
            Schema schemaOfLeaf = Schemas.compile(withDefinitions(schema));
            return ofKind.filter(other ->
                            !other.equals(value) && schemaOfLeaf.validate(other).isEmpty())
                    .toList();
        }

        /** Another value that can be found again where it is rendered, by a token in it. */
        Optional<JsonNode> marked(String token) {
            Schema schemaOfLeaf = Schemas.compile(withDefinitions(schema));
            return others().stream()
                    .map(JsonNode::toString)
                    .filter(other -> other.contains("other"))
                    .map(other -> JSON.readTree(other.replace("other", token)))
                    .filter(other -> schemaOfLeaf.validate(other).isEmpty())
                    .findFirst();
        }

        /** Sets it in a document of values. */
        ObjectNode put(ObjectNode document, JsonNode other) {
            List<String> names = List.of(path.split("\\.", -1));
            ObjectNode at = document;
            for (String name : names.subList(0, names.size() - 1)) {
                at = at.withObjectProperty(name);
            }
            at.set(names.getLast(), other);
            return document;
        }
    }

    /** A document without values. */
    static ObjectNode none() {
        return JSON.createObjectNode();
    }

    /** All values that are set as a whole. */
    static List<Leaf> leaves() {
        return leaves("", DEFAULTS, SCHEMA).toList();
    }

    private static Stream<Leaf> leaves(String path, JsonNode value, JsonNode schema) {
        boolean inner = schema.path("properties").isObject() && !path.endsWith("ecurityContext");
        return inner
                ? value.properties().stream()
                        .flatMap(member -> leaves(
                                path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                                member.getValue(),
                                schema.path("properties").path(member.getKey())))
                : Stream.of(new Leaf(path, value, schema));
    }

    private static JsonNode withDefinitions(JsonNode schema) {
        return Optional.of(schema)
                .filter(one -> one.has("$ref"))
                .<JsonNode>map(one -> ((ObjectNode) one.deepCopy()).set("definitions", SCHEMA.path("definitions")))
                .orElse(schema);
    }
}
