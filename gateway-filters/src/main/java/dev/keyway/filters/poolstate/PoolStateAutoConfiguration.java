package dev.keyway.filters.poolstate;

import dev.keyway.filters.settings.GatewaySettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Pool state, where there is a state directory. */
@AutoConfiguration(
        afterName = {
            "dev.keyway.filters.settings.SettingsAutoConfiguration",
            "dev.keyway.filters.standalone.StandaloneAutoConfiguration"
        })
@Conditional(PoolStateAutoConfiguration.HasStateDirectory.class)
public class PoolStateAutoConfiguration {

    @Bean(destroyMethod = "close")
    PoolStateStore poolStateStore(GatewaySettings settings) {
        return PoolStateStore.open(settings, Clock.systemUTC());
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
