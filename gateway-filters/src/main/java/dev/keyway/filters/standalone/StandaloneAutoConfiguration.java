package dev.keyway.filters.standalone;

import dev.keyway.filters.settings.GatewaySettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/** Settings from a {@code .env} file and the environment. */
@AutoConfiguration
@ConditionalOnBooleanProperty("keyway.standalone")
public class StandaloneAutoConfiguration {

    @Bean
    GatewaySettings gatewaySettings(StandaloneSettings settings) {
        return settings.gateway();
    }

    @Bean
    StartReport startReport(StandaloneSettings settings) {
        return new StartReport(settings);
    }
}
