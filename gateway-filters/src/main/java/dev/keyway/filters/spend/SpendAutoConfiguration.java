package dev.keyway.filters.spend;

import dev.keyway.filters.control.ControlClient;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.control.UsageLogStatus;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.poolstate.PoolStateAutoConfiguration;
import dev.keyway.filters.poolstate.PoolStateStore;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.shipping.ShippingAutoConfiguration;
import dev.keyway.filters.source.managed.store.GatewayIdentity;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Budgets of a managed gateway. */
@AutoConfiguration(
        after = {PoolStateAutoConfiguration.class, ShippingAutoConfiguration.class},
        afterName = "dev.keyway.filters.source.managed.ManagedAutoConfiguration",
        beforeName = "dev.keyway.filters.admission.AdmissionAutoConfiguration")
@ConditionalOnBean(ManagedSettings.class)
public class SpendAutoConfiguration {

    @Bean
    Ledger keywaySpendLedger() {
        return Ledger.ofRatesAndBudgets(System::nanoTime, InstantSource.system());
    }

    @Bean
    SpendRounds keywayGrants() {
        return new SpendRounds();
    }

    @Bean
    SpendReporter keywaySpendReporter(
            Ledger ledger,
            PoolStateStore store,
            UsageLogStatus status,
            Membership membership,
            GatewayIdentity identity,
            ControlClient client,
            StateDirectory directory,
            SpendRounds rounds) {
        return new SpendReporter(
                ledger,
                store.segments(),
                status,
                membership,
                identity.instanceId(),
                new ControlPlane(client)::report,
                new SpendStore(directory),
                rounds);
    }

    @Bean
    SpendThread keywaySpendThread(SpendReporter reporter, SpendRounds rounds) {
        return new SpendThread(reporter, rounds);
    }
}
