package dev.keyway.filters.poolstate;

import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.usage.UsageLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Pool state, where there is a state directory. */
@AutoConfiguration(
        afterName = {
            "dev.keyway.filters.source.host.HostAutoConfiguration",
            "dev.keyway.filters.source.standalone.StandaloneAutoConfiguration"
        })
@Conditional(PoolStateAutoConfiguration.HasStateDirectory.class)
public class PoolStateAutoConfiguration {

    @Bean(destroyMethod = "close")
    StateDirectory keywayStateDirectory(ProcessSettings settings) {
        Path stateDir = Objects.requireNonNull(settings.stateDir(), "there is no state directory");
        return StateDirectory.take(stateDir);
    }

    @Bean(destroyMethod = "close")
    PoolStateStore poolStateStore(
            StateDirectory directory, SnapshotSource source, ObjectProvider<ManagedSettings> managed) {
        ManagedSettings settings = managed.getIfAvailable();
        Duration keep = settings == null ? null : settings.shipping().keep();
        return PoolStateStore.open(directory, source.first(), Clock.systemUTC(), keep);
    }

    @Bean
    UsageLog keywayUsageLog(PoolStateStore store) {
        return store.usageLog();
    }

    @Bean(destroyMethod = "close")
    AnswerSizesStore keywayAnswerSizesStore(StateDirectory directory, AnswerSizes sizes) {
        return AnswerSizesStore.start(directory, sizes);
    }

    static final class HasStateDirectory extends AnyNestedCondition {

        HasStateDirectory() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnBooleanProperty("keyway.standalone")
        static final class Standalone {}

        @ConditionalOnProperty("keyway.state-dir")
        static final class InAHost {}
    }
}
