package dev.keyway.filters.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    /** What tells one timer from another. */
    private record Series(String name, String provider, String model) {}

    Latencies(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Labels must be bounded: a timer is kept for each. */
    void record(String name, String provider, String model, Duration latency) {
        Series series = new Series(name, provider, model);
        Timer known = timers.get(series);
        Timer timer = known == null ? timers.computeIfAbsent(series, this::timer) : known;
        timer.record(latency);
    }

    private Timer timer(Series series) {
        return Timer.builder(series.name)
                .tags("provider", series.provider, "model", series.model)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
