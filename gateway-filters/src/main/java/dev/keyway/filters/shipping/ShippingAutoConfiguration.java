package dev.keyway.filters.shipping;

import dev.keyway.filters.control.ControlClient;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.control.UsageLogStatus;
import dev.keyway.filters.poolstate.PoolStateAutoConfiguration;
import dev.keyway.filters.poolstate.PoolStateStore;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.settings.ManagedSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Shipping of usage events, in a managed gateway. */
@AutoConfiguration(
        after = PoolStateAutoConfiguration.class,
        afterName = "dev.keyway.filters.source.managed.ManagedAutoConfiguration")
@ConditionalOnBean(ManagedSettings.class)
public class ShippingAutoConfiguration {

    private static final String PATH = "/gateway/v1/usage";

    @Bean(destroyMethod = "close")
    UsageShipper keywayUsageShipper(
            StateDirectory directory,
            PoolStateStore store,
            ControlClient client,
            Membership membership,
            ManagedSettings settings) {
        try {
            return UsageShipper.start(
                    directory.path(),
                    store.segments(),
                    store::stored,
                    packed -> client.post(PATH, packed, "gzip"),
                    () -> membership.last().orElse(null),
                    settings.shipping().shutdown());
        } catch (IOException e) {
            throw StateDirectory.unusable(directory.path(), e);
        }
    }

    @Bean
    ShippingMetrics keywayShippingMetrics(ObjectProvider<MeterRegistry> registry, UsageShipper shipper) {
        return new ShippingMetrics(
                registry.getIfAvailable(CompositeMeterRegistry::new), shipper, InstantSource.system());
    }

    @Bean
    UsageLogStatus keywayUsageLogStatus(UsageShipper shipper) {
        return shipper::status;
    }
}
