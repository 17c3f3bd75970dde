package dev.keyway.filters.trace;

import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.TraceSettings;
import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Traces, if they are switched on. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class TraceAutoConfiguration {

    /** None, a bean that is null, unless it is switched on. */
    @Bean(destroyMethod = "close")
    @Nullable
    SpanExport keywaySpanExport(ProcessSettings settings, ObjectProvider<MeterRegistry> registry) {
        TraceSettings wanted = settings.traces();
        return wanted == null
                ? null
                : SpanExport.to(wanted, settings.network(), registry.getIfAvailable(CompositeMeterRegistry::new));
    }
}
