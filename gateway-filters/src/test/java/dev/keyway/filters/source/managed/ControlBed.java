package dev.keyway.filters.source.managed;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Registered;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.control.ControlClient;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.Credential;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.control.Standing;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.keypool.inmemory.InMemoryKeyPool;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.settings.ControlSettings;
import dev.keyway.filters.settings.NetworkSettings;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.source.managed.compile.ModelCompiler;
import dev.keyway.filters.source.managed.compile.TestConfiguration;
import dev.keyway.filters.source.managed.store.StoredConfiguration;
import dev.keyway.filters.upstream.transport.Exchange;
import dev.keyway.filters.upstream.transport.ExchangeListener;
import dev.keyway.filters.upstream.transport.FakeUpstream;
import dev.keyway.filters.upstream.transport.UpstreamClient;
import dev.keyway.filters.upstream.transport.UpstreamRequest;
import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.TestClock;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** A provider with one key, its pool, and what a gateway needs to talk with a fake admin service about them. */
final class ControlBed implements AutoCloseable {

    static final UUID KEY = TestConfiguration.KEY;
    static final String MODEL = "gpt-4o";
    private static final Secret CREDENTIAL = Secret.of("kwg_first");

    final FakeProvider provider = FakeProvider.start("sk-1");
    final FakeAdmin admin = FakeAdmin.start();
    final TestClock clock = TestClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    final Membership membership = new Membership();
    final ControlPlane plane;
    final ManagedConfiguration configuration;
    final InMemoryKeyPool pool;
    Snapshot live;

    private final StateDirectory directory;
    private final StoredConfiguration stored;
    private final ControlClient client;

    /** @param events receives what happens in the pool */
    ControlBed(Path folder, PoolEvents events) throws IOException {
        ControlSettings settings = new ControlSettings(
                List.of(admin.origin()),
                CREDENTIAL,
                null,
                Duration.ofHours(24),
                ControlSettings.References.NONE,
                List.of());
        Standing standing = new Standing();
        client = new ControlClient(settings, NetworkSettings.DIRECT, new Credential(CREDENTIAL, null), standing);
        plane = new ControlPlane(client);
        directory = StateDirectory.take(folder.resolve("state"));
        stored = StoredConfiguration.open(directory, CREDENTIAL);
        configuration = ManagedConfiguration.open(
                stored,
                new ModelCompiler(TestConfiguration.DEFAULTS, Clock.systemUTC()),
                new ServingState(Duration.ofHours(24), standing, clock),
                clock);
        ProviderKey key = ProviderKey.of(KEY.toString(), Secret.of("sk-1"));
        pool = new InMemoryKeyPool(
                List.of(key), PoolSettings.DEFAULT, Clock.systemUTC(), Schedulers.boundedElastic(), events);
        live = snapshot(provider.v1(), key);
    }

    /** The provider at another address. */
    void moveTo(URI baseUrl) {
        live = snapshot(baseUrl, ProviderKey.of(KEY.toString(), Secret.of("sk-1")));
    }

    void register() {
        membership.registered(new Registered(UUID.randomUUID(), "test", 1, 1, UUID.randomUUID(), 0, clock.instant()));
    }

    /** A permit for the key. */
    Permit permit() {
        AtomicReference<Permit> granted = new AtomicReference<>();
        pool.acquire(KeyDemand.of(MODEL, Instant.MAX), new KeyListener() {
            @Override
            public void granted(Permit permit) {
                granted.set(permit);
            }

            @Override
            public void refused(Refusal refusal) {
                throw new AssertionError(refusal);
            }
        });
        return granted.get();
    }

    @Override
    public void close() throws IOException {
        client.close();
        stored.close();
        directory.close();
        admin.close();
        provider.close();
    }

    private Snapshot snapshot(URI baseUrl, ProviderKey key) {
        ProviderSettings settings = ProviderSettings.of("openai", baseUrl, List.of(key));
        PriceCatalogue prices = PriceCatalogue.load();
        RuntimeModel model = RuntimeModel.of(CallerIndex.EMPTY, List.of(settings), prices);
        return Snapshot.of(
                model,
                new Callers(model.callers()),
                List.of(new ConfiguredProvider(
                        new KnownProviders().declare("openai", baseUrl, null),
                        settings,
                        pool,
                        new Direct(),
                        prices,
                        clock)));
    }

    /** Calls without a pool of connections. */
    private static final class Direct implements UpstreamClient {

        private final FakeUpstream none = new FakeUpstream();

        @Override
        public HttpClient onThisLoop() {
            return HttpClient.newConnection();
        }

        @Override
        public Exchange send(EventLoop loop, UpstreamRequest request, ExchangeListener listener) {
            return none.send(loop, request, listener);
        }

        @Override
        public void close() {
            none.close();
        }
    }
}
