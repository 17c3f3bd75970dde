package dev.keyway.filters.source.standalone;

import dev.keyway.filters.observe.ObserveAutoConfiguration;
import dev.keyway.filters.observe.SettingsMetrics;
import dev.keyway.filters.snapshot.SnapshotSwap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Reload of a changed {@code .env} file while the gateway runs. */
@AutoConfiguration(after = {ObserveAutoConfiguration.class, StandaloneAutoConfiguration.class})
@ConditionalOnBean(StandaloneSource.class)
public class EnvReloadAutoConfiguration {

    @Bean
    EnvWatch keywayEnvWatch(EnvStart start, StandaloneSource tokens, SnapshotSwap swap, SettingsMetrics metrics) {
        return new EnvWatch(start, new EnvReload(start, tokens, swap, metrics));
    }
}
