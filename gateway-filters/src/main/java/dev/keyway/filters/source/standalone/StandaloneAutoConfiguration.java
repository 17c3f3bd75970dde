package dev.keyway.filters.source.standalone;

import dev.keyway.filters.settings.ManagedSettings;
import dev.keyway.filters.settings.ProcessSettings;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Settings from a {@code .env} file and the environment. */
@AutoConfiguration
@ConditionalOnBooleanProperty("keyway.standalone")
public class StandaloneAutoConfiguration {

    @Bean
    ProcessSettings keywayProcessSettings(StandaloneSettings settings) {
        return settings.process();
    }

    @Bean
    @ConditionalOnProperty("keyway.admin.url")
    ManagedSettings keywayManagedSettings(StandaloneSettings settings) {
        return Objects.requireNonNull(settings.managed(), "KEYWAY_ADMIN_URL is set");
    }

    @Bean
    @ConditionalOnMissingBean(ManagedSettings.class)
    StandaloneSource keywaySnapshotSource(StandaloneSettings settings) {
        return new StandaloneSource(settings);
    }

    @Bean
    StartReport startReport(StandaloneSettings settings) {
        return new StartReport(settings);
    }
}
