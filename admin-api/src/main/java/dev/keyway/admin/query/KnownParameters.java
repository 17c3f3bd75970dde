package dev.keyway.admin.query;

import dev.keyway.admin.problem.JsonFaults;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * The query parameters that a route reads, from the signature of its method.
 *
 * @param open whether others may be sent, too
 * @param types what each is read as, by its name
 */
record KnownParameters(boolean open, Map<String, Class<?>> types) {

    private static final Pattern TRUTH = Pattern.compile("true|false");

    /** Stricter than what reads them afterwards. */
    private static final Map<Class<?>, Pattern> FORMS = Map.of(
            boolean.class,
            TRUTH,
            Boolean.class,
            TRUTH,
            UUID.class,
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"));

    static KnownParameters of(HandlerMethod route) {
        Map<String, Class<?>> known = new HashMap<>();
        for (MethodParameter parameter : route.getMethodParameters()) {
            known.putAll(read(parameter));
        }
        boolean open = route.hasMethodAnnotation(OpenQuery.class)
                || route.getBeanType().isAnnotationPresent(OpenQuery.class);
        return new KnownParameters(open, Map.copyOf(known));
    }

    boolean has(String name) {
        return types.containsKey(name);
    }

    boolean isList(String name) {
        Class<?> type = types.getOrDefault(name, Object.class);
        return Collection.class.isAssignableFrom(type) || type.isArray();
    }

    /** What must change of a value, still encoded; empty if nothing, as far as it shows here. */
    Optional<String> wrong(String name, String value) {
        Class<?> type = types.getOrDefault(name, String.class);
        if (value.isEmpty()) {
            return type == String.class || isList(name) ? Optional.empty() : Optional.of("must not be empty");
        }
        Pattern form = FORMS.get(type);
        return form == null || form.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("must be " + JsonFaults.kind(type));
    }

    /** What to say of one that is unknown. */
    String listed() {
        return types.isEmpty() ? "this path takes none" : "known: " + String.join(", ", new TreeSet<>(types.keySet()));
    }

    private static Map<String, Class<?>> read(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
        if (named != null) {
            String name = named.name().isEmpty() ? Objects.requireNonNull(name(parameter)) : named.name();
            return Map.of(name, type);
        }
        QueryParameters declared = type.getAnnotation(QueryParameters.class);
        if (declared != null) {
            Map<String, Class<?>> names = new HashMap<>();
            Arrays.stream(declared.value()).forEach(name -> names.put(name, String.class));
            return names;
        }
        if (!type.isRecord() || parameter.hasParameterAnnotation(RequestBody.class)) {
            return Map.of();
        }
        Map<String, Class<?>> names = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.put(component.getName(), component.getType());
        }
        return names;
    }

    private static String name(MethodParameter parameter) {
        return parameter
                .getExecutable()
                .getParameters()[parameter.getParameterIndex()]
                .getName();
    }
}
