package dev.keyway.filters.requestlog;

import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.RequestLogSettings;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Request log, if it is switched on. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class RequestLogAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    /** None, a bean that is null, unless it is switched on. */
    @Bean(destroyMethod = "close")
    @Nullable
    RequestLog keywayRequestLog(
            LiveSnapshot live,
            SnapshotSource source,
            ProcessSettings settings,
            ObjectProvider<Shelf> shelf,
            ObjectProvider<MeterRegistry> registry) {
        RequestLogSettings wanted = settings.requestLog();
        return wanted == null
                ? null
                : RequestLog.open(
                        wanted,
                        shelf.getIfAvailable(() -> new DiskShelf(wanted.directory())),
                        new KnownSecrets(live, source::tokens),
                        new LostLogs(registry.getIfAvailable(CompositeMeterRegistry::new), CLOCK),
                        CLOCK);
    }
}
