package dev.keyway.filters.source.managed;

import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.control.ControlClient;
import dev.keyway.filters.control.Credential;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.control.Standing;
import dev.keyway.filters.poolstate.PoolStateAutoConfiguration;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.source.managed.compile.ModelCompiler;
import dev.keyway.filters.source.managed.store.EnrolledCredential;
import dev.keyway.filters.source.managed.store.GatewayIdentity;
import dev.keyway.filters.source.managed.store.StoredConfiguration;
import dev.keyway.filters.upstream.transport.AddressGuard;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Source of the model of a managed gateway, and its client of the admin service. */
@AutoConfiguration(
        afterName = {
            "dev.keyway.filters.source.host.HostAutoConfiguration",
            "dev.keyway.filters.source.standalone.StandaloneAutoConfiguration"
        },
        before = PoolStateAutoConfiguration.class)
@ConditionalOnBean(ManagedSettings.class)
public class ManagedAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    Standing keywayStanding() {
        return new Standing();
    }

    @Bean
    Membership keywayMembership() {
        return new Membership();
    }

    @Bean
    Credential keywayCredential(ManagedSettings settings) {
        ControlSettings control = settings.control();
        return new Credential(control.credential(), control.credentialFile());
    }

    @Bean
    EnrolledCredential keywayEnrolledCredential(StateDirectory directory, Credential credential) {
        EnrolledCredential stored = new EnrolledCredential(directory);
        if (credential.isOfGroup()) {
            try {
                stored.read(credential.configured()).ifPresent(credential::enrolled);
            } catch (IOException e) {
                throw StateDirectory.unusable(directory.path(), e);
            }
        }
        return stored;
    }

    @Bean(destroyMethod = "close")
    ControlClient keywayControlClient(
            ManagedSettings settings, ProcessSettings process, Credential credential, Standing standing) {
        return new ControlClient(settings.control(), process.network(), credential, standing);
    }

    @Bean
    GatewayIdentity keywayGatewayIdentity(StateDirectory directory, Credential credential) {
        try {
            return GatewayIdentity.ofStart(directory, credential.configured());
        } catch (IOException e) {
            throw StateDirectory.unusable(directory.path(), e);
        }
    }

    @Bean(destroyMethod = "close")
    StoredConfiguration keywayStoredConfiguration(StateDirectory directory, Credential credential) {
        try {
            return StoredConfiguration.open(directory, credential.configured());
        } catch (IOException e) {
            throw StateDirectory.unusable(directory.path(), e);
        }
    }

    @Bean
    ServingState keywayServingState(ManagedSettings settings, Standing standing) {
        return new ServingState(settings.control().snapshotMaxAge(), standing, CLOCK);
    }

    @Bean
    ManagedConfiguration keywayManagedConfiguration(
            StoredConfiguration stored, ManagedSettings settings, ServingState serving) {
        return ManagedConfiguration.open(stored, new ModelCompiler(settings.defaults(), CLOCK), serving, CLOCK);
    }

    @Bean
    ManagedSource keywaySnapshotSource(ManagedConfiguration configuration) {
        return new ManagedSource(configuration.model());
    }

    @Bean
    KeyStateReports keywayKeyStateReports() {
        return new KeyStateReports(CLOCK);
    }

    @Bean
    AddressGuard keywayAddressGuard(ManagedSettings settings) {
        try {
            return new AddressGuard(settings.control().privateUpstreams());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of(SettingsProblem.fatal(
                    "KEYWAY_ALLOW_PRIVATE_UPSTREAMS",
                    "must be networks such as 10.0.0.0/8, separated by commas; " + e.getMessage())));
        }
    }
}
