package dev.keyway.filters.model;

import dev.keyway.catalogue.glob.Glob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a provider's first byte may take, with exceptions by model, and how long any after it.
 *
 * @param general for every model; the gateway's general setting is already in it
 * @param models by pattern of model name; the first match counts
 * @param gap how long an answer that has begun may be silent
 */
public record FirstByteTimeouts(FirstByteTimeout general, Map<Glob, FirstByteTimeout> models, Duration gap) {

    /** The gateway's own limits. */
    public static final FirstByteTimeouts NONE =
            new FirstByteTimeouts(FirstByteTimeout.UNSET, Map.of(), Duration.ofMinutes(5));

    public FirstByteTimeouts {
        models = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /** What holds for a model. */
    public FirstByteTimeout forModel(String model) {
        for (Map.Entry<Glob, FirstByteTimeout> entry : models.entrySet()) {
            if (entry.getKey().matches(model)) {
                return entry.getValue().orElse(general);
            }
        }
        return general;
    }
}
