package dev.keyway.filters.shipping;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Metrics of the way of usage to the admin service. No label names a tenant, a team or a token. */
final class ShippingMetrics {

    private static final double MILLIS = 1_000;

    private final MeterRegistry registry;
    private final UsageShipper shipper;

    ShippingMetrics(MeterRegistry registry, UsageShipper shipper, InstantSource clock) {
        this.registry = registry;
        this.shipper = shipper;
        gauge("keyway.usage.unshipped.events", "events", UsageShipper::waiting);
        gauge("keyway.usage.unshipped.age", "seconds", it -> age(it.status().oldestUnshipped(), clock));
        gauge(
                "keyway.usage.shipped.last",
                "seconds",
                it -> epochSeconds(it.figures().lastTaken()));
        gauge("keyway.usage.clock.offset", "seconds", it -> seconds(it.figures().clockOffset()));
        counter("taken", ShippingFigures::batchesTaken);
        counter("refused", ShippingFigures::batchesRefused);
        counter("failed", ShippingFigures::batchesFailed);
    }

    private void gauge(String name, String unit, ToDoubleFunction<UsageShipper> value) {
        Gauge.builder(name, shipper, value).baseUnit(unit).register(registry);
    }

    private void counter(String result, ToDoubleFunction<ShippingFigures> value) {
        FunctionCounter.builder("keyway.usage.batches", shipper.figures(), value)
                .tag("result", result)
                .register(registry);
    }

    private static double age(@Nullable Instant oldest, InstantSource clock) {
        return oldest == null ? 0 : Math.max(0, seconds(Duration.between(oldest, clock.instant())));
    }

    private static double epochSeconds(@Nullable Instant at) {
        return at == null ? 0 : at.toEpochMilli() / MILLIS;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
