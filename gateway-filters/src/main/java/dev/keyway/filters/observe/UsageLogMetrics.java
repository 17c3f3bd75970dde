package dev.keyway.filters.observe;

import dev.keyway.filters.spool.SegmentLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of the usage log: its size, and how large it may grow. */
final class UsageLogMetrics {

    UsageLogMetrics(MeterRegistry registry, SegmentLog log) {
        Gauge.builder("keyway.usage.log.used", log, SegmentLog::usedBytes)
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        Gauge.builder("keyway.usage.log.capacity", log, SegmentLog::capacityBytes)
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }
}
