package dev.keyway.admin.edit;

import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the members that a patch names, and no others: RFC 7396, {@code null} removes. What is shown can be sent back: members that
 * cannot be changed may have the value that they have.
 */
@Component
public final class MergePatch {

    /** The content type of a patch; plain JSON is taken as well. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final JsonMapper json;
    private final Validator validator;

    public MergePatch(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * The state with the patch in it, checked as a whole.
     *
     * @param state what can be changed of a resource, as a record with constraints
     * @param shown what is shown of the resource now
     * @throws ProblemException naming the members that are unknown, read-only, mistyped or out of range
     */
    public <T> T apply(T state, JsonNode patch, Class<T> type, Object shown) {
        if (!(patch instanceof ObjectNode changes)) {
            throw ProblemException.invalid("body", "must be an object");
        }
        ObjectNode merged = json.valueToTree(state);
        merge(merged, changeable(changes, type, shown));
        T changed = json.treeToValue(merged, type);
        Set<ConstraintViolation<T>> violations = validator.validate(changed);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations.stream()
                    .map(FieldError::of)
                    .sorted(Comparator.comparing(FieldError::field))
                    .toList());
        }
        return changed;
    }

    /** The patch without the members that are as they are shown, or are only shown. */
    private ObjectNode changeable(ObjectNode patch, Class<?> type, Object shown) {
        Set<String> settings = names(type, member -> true);
        Set<String> live = names(shown.getClass(), member -> member.isAnnotationPresent(Live.class));
        JsonNode now = json.readTree(json.writeValueAsBytes(shown));
        ObjectNode changeable = patch.deepCopy();
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            String name = member.getKey();
            if (live.contains(name) || member.getValue().equals(now.get(name))) {
                changeable.remove(name);
            } else if (!settings.contains(name) && now.has(name)) {
                throw ProblemException.invalid(name, "cannot be changed: omit it, or send its current value");
            }
        }
        return changeable;
    }

    private static Set<String> names(Class<?> type, Predicate<RecordComponent> wanted) {
        return Arrays.stream(type.getRecordComponents())
                .filter(wanted)
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            if (member.getValue() instanceof ObjectNode inner
                    && target.get(member.getKey()) instanceof ObjectNode within) {
                mergeWithin(within, inner);
            } else {
                target.set(member.getKey(), member.getValue());
            }
        }
    }

    /** Within a member what is null goes: it may be a map, whose values have no default. */
    private static void mergeWithin(ObjectNode target, ObjectNode patch) {
        merge(target, patch);
        patch.properties().stream()
                .filter(member -> member.getValue().isNull())
                .forEach(member -> target.remove(member.getKey()));
    }
}
