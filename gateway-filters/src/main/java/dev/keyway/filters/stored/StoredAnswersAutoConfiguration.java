package dev.keyway.filters.stored;

import dev.keyway.filters.poolstate.PoolStateStore;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Stored answers, beyond the end of the process where there is a state directory. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class StoredAnswersAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    /** After the store of the pools' state, which has taken the state directory for this process. */
    @Bean(destroyMethod = "close")
    StoredAnswers keywayStoredAnswers(ProcessSettings settings, ObjectProvider<PoolStateStore> state) {
        Path directory = settings.stateDir();
        return directory == null || state.getIfAvailable() == null
                ? StoredAnswers.inMemory(CLOCK)
                : StoredAnswers.open(directory, CLOCK);
    }
}
