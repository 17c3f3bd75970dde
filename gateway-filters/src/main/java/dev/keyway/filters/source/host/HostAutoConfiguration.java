package dev.keyway.filters.source.host;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.snapshot.SnapshotSource;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Settings from a host application's properties; the model too, unless the application has another source of it. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "keyway.standalone", havingValue = false, matchIfMissing = true)
@EnableConfigurationProperties(KeywayProperties.class)
public class HostAutoConfiguration {

    @Bean
    HostSettings keywayHostSettings(KeywayProperties properties) {
        return new PropertiesCompiler(properties, PriceCatalogue.load()).compile();
    }

    @Bean
    ProcessSettings keywayProcessSettings(HostSettings settings) {
        return settings.process();
    }

    @Bean
    @ConditionalOnProperty("keyway.admin.url")
    ManagedSettings keywayManagedSettings(HostSettings settings) {
        return Objects.requireNonNull(settings.managed(), "keyway.admin.url is set");
    }

    @Bean
    @ConditionalOnMissingBean({SnapshotSource.class, ManagedSettings.class})
    SnapshotSource keywaySnapshotSource(HostSettings settings) {
        return new HostSource(settings.model(), settings.tokens());
    }
}
