package dev.keyway.filters.snapshot;

import dev.keyway.filters.keypool.PoolObserver;
import dev.keyway.filters.keypool.PoolPersistence;
import dev.keyway.filters.upstream.transport.UpstreamAutoConfiguration;
import dev.keyway.filters.upstream.transport.UpstreamClients;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import reactor.core.scheduler.Schedulers;

/** Snapshot of the model of whichever source there is, and its swap. */
@AutoConfiguration(after = UpstreamAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class SnapshotAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    SnapshotCompiler keywaySnapshotCompiler(
            UpstreamClients clients, ObjectProvider<PoolPersistence> state, List<PoolObserver> observers) {
        PoolPersistence persistence = state.getIfAvailable(() -> PoolPersistence.NONE);
        return new SnapshotCompiler(clients, new ObservedPools(persistence, observers), CLOCK);
    }

    @Bean
    @ConditionalOnMissingBean
    ServingPermission keywayServingPermission() {
        return ServingPermission.ALWAYS;
    }

    @Bean
    LiveSnapshot keywaySnapshot(SnapshotCompiler compiler, SnapshotSource source) {
        return new LiveSnapshot(compiler.first(source.first()));
    }

    @Bean
    SnapshotSwap keywaySnapshotSwap(LiveSnapshot live, SnapshotCompiler compiler, List<SnapshotListener> listeners) {
        return new SnapshotSwap(live, compiler, listeners, new ProviderDrain(Schedulers.parallel()));
    }

    @Bean
    Providers keywayProviders(LiveSnapshot live) {
        return new Providers(live);
    }
}
