package dev.keyway.filters.record;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of a request, as a list. */
public record TestHeaders(List<Map.Entry<String, String>> all) implements RequestHead.Headers {

    /** A request without headers. */
    public static final TestHeaders NONE = new TestHeaders(List.of());

    @Override
    public @Nullable String first(String name) {
        return all.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
