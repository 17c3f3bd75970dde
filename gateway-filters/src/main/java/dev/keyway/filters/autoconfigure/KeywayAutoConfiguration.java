package dev.keyway.filters.autoconfigure;

import dev.keyway.filters.admission.Admission;
import dev.keyway.filters.admission.AdmissionStep;
import dev.keyway.filters.admission.OpenAdmission;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.BodyWatch;
import dev.keyway.filters.call.CallDependencies;
import dev.keyway.filters.call.KeyLease;
import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.keypool.PoolPersistence;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.observe.AccessLog;
import dev.keyway.filters.observe.AccountingHealth;
import dev.keyway.filters.observe.GatewayMetrics;
import dev.keyway.filters.observe.RepairLog;
import dev.keyway.filters.observe.SettingsMetrics;
import dev.keyway.filters.poolstate.PoolStateAutoConfiguration;
import dev.keyway.filters.poolstate.PoolStateStore;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestObservers;
import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.requestlog.DiskShelf;
import dev.keyway.filters.requestlog.KnownSecrets;
import dev.keyway.filters.requestlog.LostLogs;
import dev.keyway.filters.requestlog.RequestLog;
import dev.keyway.filters.requestlog.Shelf;
import dev.keyway.filters.route.CallProviderGatewayFilterFactory;
import dev.keyway.filters.route.InjectProviderKeyGatewayFilterFactory;
import dev.keyway.filters.route.ProviderRoutePredicateFactory;
import dev.keyway.filters.route.RequestScope;
import dev.keyway.filters.route.RouteSteps;
import dev.keyway.filters.route.SanitizePayloadGatewayFilterFactory;
import dev.keyway.filters.route.TerminalFilterCheck;
import dev.keyway.filters.serving.RequestServer;
import dev.keyway.filters.settings.Bounds;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.settings.RequestLogSettings;
import dev.keyway.filters.settings.TraceSettings;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.ProviderDrain;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.snapshot.SnapshotCompiler;
import dev.keyway.filters.snapshot.SnapshotListener;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.snapshot.SnapshotSwap;
import dev.keyway.filters.stored.StoredAnswers;
import dev.keyway.filters.trace.SpanExport;
import dev.keyway.filters.upstream.transport.UpstreamClients;
import dev.keyway.filters.usage.UsageLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;
import reactor.core.scheduler.Schedulers;

/** The filter factories and what they stand on, wherever there are a {@link SnapshotSource}. */
@AutoConfiguration(after = {GatewayAutoConfiguration.class, PoolStateAutoConfiguration.class})
@ConditionalOnBean(SnapshotSource.class)
public class KeywayAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    UpstreamClients keywayUpstreamClients(
            ProcessSettings settings,
            HttpClientProperties client,
            ServerProperties server,
            HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers) {
        return new UpstreamClients(client, server, tls, customizers, settings.network());
    }

    @Bean
    SnapshotCompiler keywaySnapshotCompiler(UpstreamClients clients, ObjectProvider<PoolPersistence> state) {
        return new SnapshotCompiler(clients, state.getIfAvailable(() -> PoolPersistence.NONE), CLOCK);
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

    @Bean
    ModelDirectory keywayModels(Providers providers) {
        return new ModelDirectory(providers, CLOCK);
    }

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

    /** After the store of the pools' state, which has taken the state directory for this process. */
    @Bean(destroyMethod = "close")
    StoredAnswers keywayStoredAnswers(ProcessSettings settings, ObjectProvider<PoolStateStore> state) {
        Path directory = settings.stateDir();
        return directory == null || state.getIfAvailable() == null
                ? StoredAnswers.inMemory(CLOCK)
                : StoredAnswers.open(directory, CLOCK);
    }

    @Bean
    AccessLog keywayAccessLog(ProcessSettings settings) {
        return new AccessLog(settings.logFormat());
    }

    @Bean
    RepairLog keywayRepairLog() {
        return new RepairLog();
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    GatewayMetrics keywayMetrics(MeterRegistry registry, LiveSnapshot live) {
        return new GatewayMetrics(registry, live);
    }

    @Bean
    SettingsMetrics keywaySettingsMetrics(ObjectProvider<MeterRegistry> registry) {
        return new SettingsMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    @ConditionalOnBean(PoolStateStore.class)
    AccountingHealth accountingHealthIndicator(PoolStateStore state) {
        return new AccountingHealth(state::trouble);
    }

    /** None, a bean that is null, unless it is switched on. */
    @Bean(destroyMethod = "close")
    @Nullable
    RequestLog keywayRequestLog(
            LiveSnapshot live,
            SnapshotSource source,
            ProcessSettings settings,
            ObjectProvider<Shelf> shelf,
            ObjectProvider<MeterRegistry> registry) {
        RequestLogSettings wanted = settings.requestLog();
        return wanted == null
                ? null
                : RequestLog.open(
                        wanted,
                        shelf.getIfAvailable(() -> new DiskShelf(wanted.directory())),
                        new KnownSecrets(live, source::tokens),
                        new LostLogs(registry.getIfAvailable(CompositeMeterRegistry::new), CLOCK),
                        CLOCK);
    }

    /** None, a bean that is null, unless it is switched on. */
    @Bean(destroyMethod = "close")
    @Nullable
    SpanExport keywaySpanExport(ProcessSettings settings, ObjectProvider<MeterRegistry> registry) {
        TraceSettings wanted = settings.traces();
        return wanted == null
                ? null
                : SpanExport.to(wanted, settings.network(), registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    /** Metrics, logs and traces, and whatever else the application observes requests with. */
    @Bean
    RequestLifecycles keywayLifecycles(List<RequestObserver> observers) {
        return new RequestLifecycles(new RequestObservers(observers), CLOCK);
    }

    @Bean
    CallDependencies keywayCallDependencies(
            ObjectProvider<PoolStateStore> state, ModelDirectory models, StoredAnswers stored) {
        return new CallDependencies(
                new FailoverPolicy(new Random()), usageLog(state.getIfAvailable()), models, stored, CLOCK);
    }

    private static UsageLog usageLog(@Nullable PoolStateStore state) {
        return state == null ? UsageLog.NONE : state.usageLog();
    }

    @Bean
    @ConditionalOnMissingBean
    Admission keywayAdmission() {
        return new OpenAdmission();
    }

    @Bean
    RequestServer keywayRequestServer(Admission admission, CallDependencies dependencies, LiveSnapshot live) {
        return new RequestServer(
                new AdmissionStep(admission),
                dependencies,
                () -> live.get().model().globalTimeout());
    }

    @Bean
    RouteSteps keywayRouteSteps(RequestLifecycles lifecycles, RequestReader reader, RequestServer server) {
        return new RouteSteps(lifecycles, reader, server);
    }

    @Bean
    ProviderRoutePredicateFactory providerRoutePredicateFactory() {
        return new ProviderRoutePredicateFactory();
    }

    @Bean
    SanitizePayloadGatewayFilterFactory sanitizePayloadGatewayFilterFactory(Providers providers, RouteSteps steps) {
        return new SanitizePayloadGatewayFilterFactory(providers, steps);
    }

    @Bean
    CallProviderGatewayFilterFactory callProviderGatewayFilterFactory(Providers providers, RouteSteps steps) {
        return new CallProviderGatewayFilterFactory(providers, steps);
    }

    @Bean
    InjectProviderKeyGatewayFilterFactory injectProviderKeyGatewayFilterFactory(
            Providers providers, RequestLifecycles lifecycles, CallDependencies dependencies, LiveSnapshot live) {
        return new InjectProviderKeyGatewayFilterFactory(
                providers,
                lifecycles,
                new KeyLease.Leases(dependencies, () -> live.get().model().globalTimeout()));
    }

    @Bean
    RequestScope keywayRequestScope(RequestLifecycles lifecycles) {
        return new RequestScope(lifecycles);
    }

    @Bean
    TerminalFilterCheck keywayTerminalFilterCheck(RouteLocator routes) {
        return new TerminalFilterCheck(routes);
    }
}
