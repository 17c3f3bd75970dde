package dev.keyway.helm.chart;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of one release of Kubernetes and of the definitions of operators, made by scripts/schemas.py. */
final class Schemas {

    static final List<String> MINORS = List.of("1.30", "1.35", "1.36", "1.37");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Schemas> READ = new ConcurrentHashMap<>();

    private final JsonNode kinds;
    private final JsonNode definitions;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    private Schemas(JsonNode file) {
        this.kinds = file.path("kinds");
        this.definitions = file.path("definitions");
    }

    /** The schemas of a minor of Kubernetes. */
    static Schemas kubernetes(String minor) {
        return READ.computeIfAbsent("kubernetes-" + minor, Schemas::read);
    }

    /** The schemas of operators. */
    static Schemas definitions() {
        return READ.computeIfAbsent("definitions", Schemas::read);
    }

    private static Schemas read(String name) {
        try (InputStream file = Objects.requireNonNull(
                        Schemas.class.getResourceAsStream("/schemas/" + name + ".json.gz"), name);
                InputStream plain = new GZIPInputStream(file)) {
            return new Schemas(JSON.readTree(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether they have the kind of an object. */
    boolean know(KubernetesObject object) {
        return kinds.has(object.type());
    }

    /** What is wrong with an object; empty if nothing is. */
    List<String> faults(KubernetesObject object) {
        return compiled.computeIfAbsent(object.type(), this::schema).validate(object.json()).stream()
                .map(error -> object + ": " + error)
                .toList();
    }

    /** A schema of draft 7, ready to validate. */
    static Schema compile(JsonNode schema) {
        return REGISTRY.getSchema(schema);
    }

    private Schema schema(String type) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$ref", "#/definitions/" + kinds.path(type).asString());
        schema.set("definitions", definitions);
        return compile(schema);
    }
}
