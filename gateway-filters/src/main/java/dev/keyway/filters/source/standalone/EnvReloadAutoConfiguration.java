package dev.keyway.filters.source.standalone;

import dev.keyway.filters.observe.SettingsMetrics;
import dev.keyway.filters.snapshot.SnapshotSwap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/** A change of the {@code .env} file is taken over while the gateway runs. */
@AutoConfiguration(afterName = "dev.keyway.filters.autoconfigure.KeywayAutoConfiguration")
@ConditionalOnBooleanProperty("keyway.standalone")
public class EnvReloadAutoConfiguration {

    @Bean
    EnvWatch keywayEnvWatch(EnvStart start, StandaloneSource tokens, SnapshotSwap swap, SettingsMetrics metrics) {
        return new EnvWatch(start, new EnvReload(start, tokens, swap, metrics));
    }
}
