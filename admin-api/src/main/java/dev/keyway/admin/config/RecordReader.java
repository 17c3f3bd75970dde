package dev.keyway.admin.config;

import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.JsonFaults;
import dev.keyway.admin.problem.TrimmedNames;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads records from a tree, and goes on where something is wrong, so that all faults can be reported at once. What could not be read is
 * null; whoever uses it asks first whether there are faults.
 */
final class RecordReader {

    private static final int LONGEST_NAME = 100;

    private final JsonMapper json;
    private final Faults faults;

    RecordReader(JsonMapper json, Faults faults) {
        this.json = json;
        this.faults = faults;
    }

    <T> @Nullable T read(JsonNode node, Class<T> type, String path) {
        if (!(node instanceof ObjectNode object)) {
            faults.add(path, "must be an object");
            return null;
        }
        RecordComponent[] components = type.getRecordComponents();
        refuseUnknown(object, components, path);
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            values[i] = member(object.get(name), components[i], Place.join(path, name));
        }
        return make(type, components, values, path);
    }

    private void refuseUnknown(ObjectNode object, RecordComponent[] components, String path) {
        Set<String> known =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toCollection(TreeSet::new));
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
                faults.add(Place.join(path, shown), "is unknown; known: " + String.join(", ", known));
            }
        }
    }

    private @Nullable Object member(@Nullable JsonNode node, RecordComponent component, String path) {
        if (node == null || node.isNull()) {
            return atDefault(component.getType());
        }
        Object value = component.getType() == List.class
                ? list(node, element(component), path)
                : value(node, component.getType(), component.getGenericType(), path);
        if (value instanceof String text) {
            return TrimmedNames.of(component.getName(), text);
        }
        return value == null ? atDefault(component.getType()) : value;
    }

    private static @Nullable Object atDefault(Class<?> type) {
        return type == boolean.class ? (Object) false : type == long.class ? 0L : null;
    }

    private @Nullable List<?> list(JsonNode node, Class<?> type, String path) {
        if (!node.isArray()) {
            faults.add(path, "must be a list");
            return null;
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonNode element : node) {
            String at = path + "[" + list.size() + "]";
            if (element.isNull()) {
                faults.add(at, "must not be null");
            }
            list.add(element.isNull() ? null : value(element, type, type, at));
        }
        return Collections.unmodifiableList(list);
    }

    private @Nullable Object value(JsonNode node, Class<?> type, Type generic, String path) {
        if (type.isRecord()) {
            return read(node, type, path);
        }
        try {
            return json.treeToValue(node, json.constructType(generic));
        } catch (JacksonException e) {
            for (FieldError fault : JsonFaults.problem(e).fields()) {
                faults.add(fault.field().equals("body") ? path : Place.join(path, fault.field()), fault.message());
            }
            return null;
        }
    }

    private <T> @Nullable T make(Class<T> type, RecordComponent[] components, @Nullable Object[] values, String path) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            faults.add(path, "has an invalid value");
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> element(RecordComponent component) {
        Type type = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        return (Class<?>) type;
    }
}
