package dev.keyway.filters.keyusage;

import dev.keyway.filters.settings.GatewaySettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The books of key usage, where there is a folder to keep them in. */
@AutoConfiguration(
        afterName = {
            "dev.keyway.filters.settings.SettingsAutoConfiguration",
            "dev.keyway.filters.standalone.StandaloneAutoConfiguration"
        })
@Conditional(KeyUsageAutoConfiguration.HasStateDirectory.class)
public class KeyUsageAutoConfiguration {

    @Bean(destroyMethod = "close")
    UsageJournal usageJournal(GatewaySettings settings) {
        return UsageJournal.open(settings, Clock.systemUTC());
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
