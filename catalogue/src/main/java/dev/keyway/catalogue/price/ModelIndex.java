package dev.keyway.catalogue.price;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is known of a model by the name a caller used for it: by the name itself, else by its family where the name
 * is that of a dated snapshot, else what holds for any model of the provider. Names are read in any case.
 */
final class ModelIndex<T> {

    /**
     * {@code -2024-08-06}, {@code -20250929}, {@code @20250929}, {@code -0613}, {@code -001}. One or two digits are a
     * version, and another version has another price: {@code claude-opus-5-5} is no snapshot of {@code claude-opus-5}.
     */
    private static final Pattern SNAPSHOT = Pattern.compile("(.+)[-@](\\d{4}-\\d{2}-\\d{2}|\\d{3,8})");

    /** How Gemini's model lists spell names. */
    private static final String COLLECTION = "models/";

    private final Map<String, Map<String, T>> byProvider = new HashMap<>();

    void put(String provider, String model, T value) {
        byProvider.computeIfAbsent(lower(provider), id -> new HashMap<>()).put(lower(model), value);
    }

    Optional<T> find(String provider, String model) {
        Map<String, T> models = byProvider.get(lower(provider));
        if (models == null) {
            return Optional.empty();
        }
        String asked = lower(model);
        String name = asked.startsWith(COLLECTION) ? asked.substring(COLLECTION.length()) : asked;
        T found = models.get(name);
        if (found == null) {
            found = bySnapshot(models, name);
        }
        return Optional.ofNullable(found != null ? found : models.get(Price.ANY_MODEL));
    }

    private static <T> @Nullable T bySnapshot(Map<String, T> models, String name) {
        Matcher snapshot = SNAPSHOT.matcher(name);
        return snapshot.matches() ? models.get(snapshot.group(1)) : null;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
