package dev.keyway.filters.settings;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Settings from a host application's properties. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "keyway.standalone", havingValue = false, matchIfMissing = true)
@EnableConfigurationProperties(KeywayProperties.class)
public class SettingsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GatewaySettings gatewaySettings(KeywayProperties properties) {
        return properties.toSettings();
    }
}
