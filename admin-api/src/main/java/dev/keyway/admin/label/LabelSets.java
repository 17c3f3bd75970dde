package dev.keyway.admin.label;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels as records hold them: in the order of their keys, and never null. */
public final class LabelSets {

    private LabelSets() {}

    /** A copy; none if null. Values may still be null, for a constraint to refuse. */
    public static Map<String, String> of(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** The merge patch that makes one of the other: those that must go are null in it. */
    public static Map<String, @Nullable String> patch(Map<String, String> before, Map<String, String> after) {
        Map<String, @Nullable String> patch = new HashMap<>(after);
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(key -> patch.put(key, null));
        return patch;
    }
}
