package dev.keyway.filters.models;

import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Directory of models. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class ModelsAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    ModelDirectory keywayModels(Providers providers) {
        return new ModelDirectory(providers, CLOCK);
    }
}
