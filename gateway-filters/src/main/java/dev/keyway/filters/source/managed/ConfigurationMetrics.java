package dev.keyway.filters.source.managed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Metrics of the configuration: its revision, and how long ago the admin service confirmed it. */
final class ConfigurationMetrics {

    private static final double MILLIS = 1_000;

    ConfigurationMetrics(MeterRegistry registry, ManagedConfiguration configuration, ServingState serving) {
        Gauge.builder("keyway.configuration.revision", configuration, ManagedConfiguration::revision)
                .register(registry);
        Gauge.builder("keyway.configuration.age", serving, ConfigurationMetrics::seconds)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        "keyway.configuration.serving",
                        serving,
                        state -> state.obstacle().isEmpty() ? 1 : 0)
                .register(registry);
    }

    private static double seconds(ServingState serving) {
        return serving.age().map(Duration::toMillis).map(age -> age / MILLIS).orElse(Double.NaN);
    }
}
