package dev.keyway.filters.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Timers with a fixed histogram that fits calls to models: from 50 ms to the longest that a gateway waits. */
final class Latencies {

    /** The upper bounds of the buckets. Each is a time series more for each provider and model. */
    static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10)
    };

    private final MeterRegistry registry;

    Latencies(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String name, Tags tags, Duration latency) {
        Timer.builder(name)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(latency);
    }
}
