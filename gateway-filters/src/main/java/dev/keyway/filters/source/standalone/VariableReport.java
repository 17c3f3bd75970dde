package dev.keyway.filters.source.standalone;

import dev.keyway.env.Variables;
import dev.keyway.filters.source.SettingsReport;
import java.util.HashMap;
import java.util.Map;

/** Report of invalid settings by the variables that set them, and where these are. */
final class VariableReport implements SettingsReport {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("keyway.max-body", "KEYWAY_MAX_BODY"),
            Map.entry("keyway.max-audio", "KEYWAY_MAX_AUDIO"),
            Map.entry("keyway.max-body-in-flight", "KEYWAY_MAX_BODY_IN_FLIGHT"),
            Map.entry("keyway.body-timeout", "KEYWAY_BODY_TIMEOUT"),
            Map.entry("keyway.body-min-rate", "KEYWAY_BODY_MIN_RATE"),
            Map.entry("keyway.drain", "KEYWAY_DRAIN"),
            Map.entry("keyway.network.https-proxy", "HTTPS_PROXY"),
            Map.entry("keyway.network.no-proxy", "NO_PROXY"),
            Map.entry("keyway.traces.endpoint", "OTEL_EXPORTER_OTLP_ENDPOINT"),
            Map.entry("keyway.traces.sampling-ratio", "OTEL_TRACES_SAMPLER_ARG"),
            Map.entry("keyway.global-timeout", "GLOBAL_TIMEOUT"),
            Map.entry("keyway.queue-size", "KEYWAY_QUEUE_SIZE"),
            Map.entry("keyway.cors-origins", "KEYWAY_CORS_ORIGINS"),
            Map.entry("keyway.callers.default", "PROXY_API_KEY"));

    private final Variables variables;
    private final Map<String, String> ofProviders = new HashMap<>();

    VariableReport(Variables variables) {
        this.variables = variables;
    }

    /** A property of a provider is set by this variable. */
    void set(String property, String variable) {
        ofProviders.put(property, variable);
    }

    @Override
    public void fatal(String property, String message) {
        variables.fatal(name(property), message);
    }

    @Override
    public String name(String property) {
        String fixed = NAMES.get(property);
        return fixed != null ? fixed : ofProviders.getOrDefault(property, property);
    }
}
