package dev.keyway.filters.request;

import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.BodyWatch;
import dev.keyway.filters.observe.ObserveAutoConfiguration;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestObservers;
import dev.keyway.filters.requestlog.RequestLogAutoConfiguration;
import dev.keyway.filters.settings.Bounds;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.trace.TraceAutoConfiguration;
import dev.keyway.filters.usage.UsageLog;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;
import reactor.core.scheduler.Schedulers;

/** Bodies and lifecycles of requests. */
@AutoConfiguration(
        after = {ObserveAutoConfiguration.class, RequestLogAutoConfiguration.class, TraceAutoConfiguration.class})
@ConditionalOnBean(SnapshotSource.class)
public class RequestAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    BodyBudget keywayBodyBudget(ProcessSettings settings) {
        Bounds bounds = settings.bounds();
        return new BodyBudget(
                bounds.maxBodiesInFlight().toBytes(), bounds.maxBody().toBytes());
    }

    @Bean(destroyMethod = "close")
    BodyWatch keywayBodyWatch(ProcessSettings settings) {
        return new BodyWatch(settings.bounds().pace(), CLOCK).on(Schedulers.parallel());
    }

    @Bean
    BodyReader keywayBodyReader(ProcessSettings settings, BodyBudget budget, BodyWatch watch) {
        return bodiesUpTo(settings.bounds().maxBody(), budget, watch);
    }

    @Bean
    RequestReader keywayRequestReader(ProcessSettings settings, BodyReader bodies, BodyBudget budget, BodyWatch watch) {
        return new RequestReader(bodies, bodiesUpTo(settings.bounds().maxAudio(), budget, watch));
    }

    private static BodyReader bodiesUpTo(DataSize size, BodyBudget budget, BodyWatch watch) {
        return new BodyReader(
                Math.toIntExact(size.toBytes()),
                budget,
                PooledByteBufAllocator.DEFAULT,
                watch,
                Schedulers.boundedElastic());
    }

    /** Metrics, logs and traces, and whatever else the application observes requests with. */
    @Bean
    RequestLifecycles keywayLifecycles(List<RequestObserver> observers, UsageLog usage) {
        return new RequestLifecycles(new RequestObservers(observers), usage, CLOCK);
    }
}
