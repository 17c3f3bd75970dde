package dev.keyway.admin.openapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keyway.admin.reference.Named;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says of schemas what the records say: what may be null, what is always there, what it means. */
final class Schemas {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode schemas;
    private final Sources sources;
    private final ClosedSets closed;

    Schemas(ObjectNode schemas, Sources sources, ClosedSets closed) {
        this.schemas = schemas;
        this.sources = sources;
        this.closed = closed;
    }

    /** Adds a record's, and of what is within it, unless it is there. */
    void add(Class<?> type) {
        try {
            String read = Json31.mapper()
                    .writeValueAsString(ModelConverters.getInstance(true).readAll(new AnnotatedType(type)));
            JSON.readTree(read).properties().forEach(schema -> schemas.putIfAbsent(schema.getKey(), schema.getValue()));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds that of a merge patch: any member of what can be set may be left out. */
    String addPatch(Class<?> view) {
        String name = Naming.patch(view.getSimpleName());
        Class<?> settings = settings(view);
        add(settings);
        ObjectNode patch = (ObjectNode) schemas.get(settings.getSimpleName()).deepCopy();
        patch.remove("required");
        refine(patch, settings, false);
        patch.put(
                "description",
                "What is to be changed; what is left out stays as it is, and null puts back to the default.");
        schemas.set(name, patch);
        return "#/components/schemas/" + name;
    }

    /**
     * @param taken of requests, where what may be left out is not required
     * @param answered of answers, where every member is always there
     */
    void refineAll(Set<Class<?>> taken, Set<Class<?>> answered) {
        Map<String, Class<?>> names = new LinkedHashMap<>();
        for (Collection<Class<?>> some : List.of(taken, answered)) {
            for (Class<?> type : some) {
                Class<?> other = names.putIfAbsent(type.getSimpleName(), type);
                if (other != null && other != type) {
                    throw new IllegalStateException("two schemas of one name: %s and %s".formatted(type, other));
                }
            }
        }
        names.forEach((name, type) -> {
            if (schemas.get(name) instanceof ObjectNode schema
                    && !type.getSimpleName().equals("Page")) {
                refine(schema, type, !taken.contains(type));
            }
        });
        schemas.properties().forEach(schema -> {
            if (schema.getKey().startsWith("Page") && schema.getValue() instanceof ObjectNode page) {
                page.put(
                        "description",
                        "A part of a list, newest first; `next` is the cursor of what follows, null at the end.");
                page.putArray("required").add("items").add("next");
                setNullable((ObjectNode) page.get("properties"), "next");
            }
        });
    }

    private void refine(ObjectNode schema, Class<?> type, boolean allRequired) {
        String text = sources.of(type);
        if (!text.isEmpty()) {
            schema.put("description", text);
        }
        ObjectNode properties = (ObjectNode) schema.get("properties");
        List<String> always = new ArrayList<>();
        for (RecordComponent component : members(type)) {
            String name = component.getName();
            if (!(properties.get(name) instanceof ObjectNode property)) {
                throw new IllegalStateException("%s has no %s".formatted(schema, name));
            }
            if (property.path("pattern").asString("").contains("\\p{")) {
                // A class of characters that regular expressions of JavaScript lack.
                property.remove("pattern");
            }
            String said = sources.of(component.getDeclaringRecord(), name);
            if (!said.isEmpty()) {
                property.put("description", said);
            }
            closed.of(component.getDeclaringRecord(), name).ifPresent(words -> {
                ArrayNode values = property.putArray("enum");
                words.forEach(values::add);
            });
            // Who is erased was deleted before, and another one may have the name by now.
            boolean isErased = component.getDeclaringRecord().getPackageName().endsWith(".erasure");
            if (!allRequired && component.getType() == UUID.class && !isErased) {
                orName(property, name);
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                setNullable(properties, name);
            }
            always.add(name);
        }
        if (allRequired) {
            ArrayNode required = schema.putArray("required");
            always.forEach(required::add);
        }
    }

    /** Of a record and of what is unwrapped into it. */
    private static List<RecordComponent> members(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? members(component.getType()).stream()
                        : Stream.of(component))
                .toList();
    }

    /** What has a unique name is found by that, too. */
    private static void orName(ObjectNode property, String member) {
        Arrays.stream(Named.values())
                .filter(kind -> kind.members().contains(member))
                .findFirst()
                .ifPresent(kind -> {
                    String said = property.path("description").asString("");
                    String id = "its id, or its " + kind.word();
                    property.remove("format");
                    property.put("minLength", 1);
                    property.put("description", said.isEmpty() ? id : said + "; " + id);
                });
    }

    private static void setNullable(ObjectNode properties, String name) {
        ObjectNode property = (ObjectNode) properties.get(name);
        if (property.has("$ref")) {
            ObjectNode either = JSON.createObjectNode();
            if (property.has("description")) {
                either.set("description", property.remove("description"));
            }
            ArrayNode choices = either.putArray("anyOf");
            choices.add(property);
            choices.addObject().put("type", "null");
            properties.set(name, either);
        } else if (property.path("type").isString()) {
            String type = property.get("type").asString();
            property.putArray("type").add(type).add("null");
            if (property.get("enum") instanceof ArrayNode values) {
                values.addNull();
            }
        }
    }

    private static Class<?> settings(Class<?> view) {
        String name = view.getName().replaceAll("View$", "Settings");
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "a patch answers an XView and changes an XSettings beside it; there is no " + name, e);
        }
    }

    static JsonNode reference(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }
}
