package dev.keyway.filters.source.managed;

import dev.keyway.contract.Secret;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.control.ControlClient;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.Credential;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.control.UsageLogStatus;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSwap;
import dev.keyway.filters.source.managed.keys.KeySecrets;
import dev.keyway.filters.source.managed.store.EnrolledCredential;
import dev.keyway.filters.source.managed.store.GatewayIdentity;
import dev.keyway.filters.source.managed.store.StoredConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;

/** Work of the control plane in a managed gateway. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(ManagedSettings.class)
public class ControlAutoConfiguration {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    @Bean
    ControlTools keywayControlTools(
            ControlClient client,
            GatewayIdentity identity,
            Membership membership,
            ManagedSettings settings,
            Credential credential,
            EnrolledCredential enrolled,
            ObjectProvider<UsageLogStatus> log) {
        ControlPlane plane = new ControlPlane(client);
        return new ControlTools(
                plane,
                new ReplicaEnrolment(plane, credential, enrolled, System.getenv("HOSTNAME")),
                new GatewayRegistration(identity, log.getIfAvailable(() -> UsageLogStatus.NONE)),
                membership,
                new KeySecrets(identity.keys(), settings.control().references(), System::getenv),
                new ControlConnection(),
                new Backoff(FIRST_PAUSE, LONGEST_PAUSE, new SecureRandom()));
    }

    @Bean(destroyMethod = "close")
    ControlThreads keywayControlThreads() {
        return new ControlThreads();
    }

    /** Signs off before the spend of the gateway is stored for the last time. */
    @Bean
    @DependsOn("keywaySpendThread")
    ManagedControl keywayManagedControl(
            ControlTools tools,
            ControlThreads threads,
            ManagedConfiguration configuration,
            SnapshotSwap swap,
            LiveSnapshot live,
            KeyStateReports states,
            Heartbeats heartbeats) {
        CommandDesk commands = new CommandDesk(tools.plane(), live, configuration, new KeyTest(), threads.commands());
        return new ManagedControl(
                threads,
                new ControlLoop(tools, configuration, swap, commands),
                heartbeats::beat,
                () -> states.send(tools.plane(), tools.membership(), live, configuration.unusable()),
                tools,
                configuration);
    }

    @Bean
    Heartbeats keywayHeartbeats(
            ControlTools tools,
            LiveSnapshot live,
            ManagedConfiguration configuration,
            Credential credential,
            StoredConfiguration stored,
            GatewayIdentity identity,
            StateDirectory directory) {
        return new Heartbeats(
                tools,
                live,
                configuration,
                credential,
                next -> rewrap(next, stored, identity, directory, tools.enrolment()),
                Instant.now());
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    ConfigurationMetrics keywayConfigurationMetrics(
            MeterRegistry registry, ManagedConfiguration configuration, ServingState serving) {
        return new ConfigurationMetrics(registry, configuration, serving);
    }

    private static void rewrap(
            Secret next,
            StoredConfiguration stored,
            GatewayIdentity identity,
            StateDirectory directory,
            ReplicaEnrolment enrolment)
            throws IOException {
        stored.rewrap(next);
        identity.store(directory, next);
        enrolment.rewrap(next);
    }
}
