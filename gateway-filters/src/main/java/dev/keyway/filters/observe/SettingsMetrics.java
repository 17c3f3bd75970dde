package dev.keyway.filters.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells whether the gateway serves by the settings that it was given last. */
public final class SettingsMetrics {

    private final AtomicInteger ok = new AtomicInteger(1);
    private final Counter taken;
    private final Counter refused;

    public SettingsMetrics(MeterRegistry registry) {
        Gauge.builder("keyway.settings.reload.ok", ok, AtomicInteger::get)
                .strongReference(true)
                .register(registry);
        this.taken = registry.counter("keyway.settings.reloads", "result", "taken");
        this.refused = registry.counter("keyway.settings.reloads", "result", "refused");
    }

    /** Other settings serve. */
    public void taken() {
        ok.set(1);
        taken.increment();
    }

    /** Other settings could not be taken over; those before serve. */
    public void refused() {
        ok.set(0);
        refused.increment();
    }
}
