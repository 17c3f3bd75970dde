package dev.keyway.admin.label;

import dev.keyway.admin.problem.ProblemException;
import jakarta.persistence.AttributeConverter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Labels as a column has them: an object of JSON. */
public final class LabelText implements AttributeConverter<Map<String, String>, String> {

    private static final String ANY = "{}";
    private static final JsonMapper JSON = new JsonMapper();

    /** The labels of a column, in the order of their keys. */
    public static Map<String, String> read(String json) {
        return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
    }

    public static String write(Map<String, String> labels) {
        return JSON.writeValueAsString(labels);
    }

    /**
     * What a list asks for with {@code label=key:value}, as the column's {@code @>} compares it; what all have if nothing.
     *
     * @throws ProblemException if it is not such a pair
     */
    public static String wanted(@Nullable String label) {
        if (label == null) {
            return ANY;
        }
        int colon = label.indexOf(':');
        if (colon <= 0 || colon == label.length() - 1) {
            throw ProblemException.invalid("label", "must be a key and its value, such as cost-centre:4711");
        }
        return write(Map.of(label.substring(0, colon), label.substring(colon + 1)));
    }

    @Override
    public String convertToDatabaseColumn(Map<String, String> labels) {
        return write(labels);
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String json) {
        return read(json);
    }
}
