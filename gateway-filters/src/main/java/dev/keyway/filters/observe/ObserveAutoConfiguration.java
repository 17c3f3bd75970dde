package dev.keyway.filters.observe;

import dev.keyway.filters.poolstate.PoolStateStore;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.ServingPermission;
import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Access log, metrics and health. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class ObserveAutoConfiguration {

    @Bean
    AccessLog keywayAccessLog(ProcessSettings settings) {
        return new AccessLog(settings.logFormat());
    }

    @Bean
    RepairLog keywayRepairLog() {
        return new RepairLog();
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    GatewayMetrics keywayMetrics(MeterRegistry registry, LiveSnapshot live) {
        return new GatewayMetrics(registry, live);
    }

    @Bean
    SettingsMetrics keywaySettingsMetrics(ObjectProvider<MeterRegistry> registry) {
        return new SettingsMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    @ConditionalOnBean(PoolStateStore.class)
    UsageLogMetrics keywayUsageLogMetrics(ObjectProvider<MeterRegistry> registry, PoolStateStore state) {
        return new UsageLogMetrics(registry.getIfAvailable(CompositeMeterRegistry::new), state.segments());
    }

    @Bean
    ConfigurationHealth configurationHealthIndicator(ServingPermission permission) {
        return new ConfigurationHealth(permission);
    }

    @Bean
    @ConditionalOnBean(PoolStateStore.class)
    AccountingHealth accountingHealthIndicator(PoolStateStore state) {
        return new AccountingHealth(state::trouble);
    }
}
