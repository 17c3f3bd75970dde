package dev.keyway.filters.observe;

import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Snapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The gauges of each provider's pool: they come and go with the providers. */
final class PoolGauges {

    private final Supplier<Snapshot> live;
    private final MultiGauge keys;
    private final MultiGauge inFlight;
    private final MultiGauge queued;
    private final MultiGauge concurrency;

    PoolGauges(MeterRegistry registry, Supplier<Snapshot> live) {
        this.live = live;
        this.keys = MultiGauge.builder("keyway.keys").register(registry);
        this.inFlight = MultiGauge.builder("keyway.in.flight").register(registry);
        this.queued = MultiGauge.builder("keyway.queue.depth").register(registry);
        this.concurrency = MultiGauge.builder("keyway.key.concurrency").register(registry);
        show(live.get());
    }

    void show(Snapshot now) {
        List<String> ids = List.copyOf(now.providers().keySet());
        keys.register(ids.stream()
                .flatMap(id -> List.<MultiGauge.Row<?>>of(
                        row(id, Tags.of("provider", id, "state", "ready"), PoolCounts::ready),
                        row(id, Tags.of("provider", id, "state", "cooling"), PoolCounts::cooling),
                        row(id, Tags.of("provider", id, "state", "locked"), PoolCounts::locked))
                        .stream())
                .toList());
        inFlight.register(ids.stream()
                .<MultiGauge.Row<?>>map(id -> row(id, Tags.of("provider", id), PoolCounts::inFlight))
                .toList());
        queued.register(ids.stream()
                .<MultiGauge.Row<?>>map(id -> row(id, Tags.of("provider", id), PoolCounts::queued))
                .toList());
        concurrency.register(ids.stream()
                .<MultiGauge.Row<?>>map(id -> MultiGauge.Row.of(Tags.of("provider", id), () -> concurrency(id)))
                .toList());
    }

    private long concurrency(String id) {
        ConfiguredProvider provider = live.get().providers().get(id);
        return provider == null ? 0 : provider.pool().concurrency();
    }

    /** Counts the pool that the provider has when it is asked. */
    private MultiGauge.Row<?> row(String id, Tags tags, ToIntFunction<PoolCounts> count) {
        return MultiGauge.Row.of(tags, () -> {
            ConfiguredProvider provider = live.get().providers().get(id);
            return provider == null ? 0 : count.applyAsInt(provider.pool().counts());
        });
    }
}
