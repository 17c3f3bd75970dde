package dev.keyway.gateway;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerChanges;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.model.TokenSecret;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.snapshot.SnapshotSwap;
import dev.keyway.testkit.provider.FakeProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A gateway whose callers, providers and aliases a test pushes. Its providers are one fake provider. */
final class CallersBed implements AutoCloseable {

    static final Tenant ACME = new Tenant("acme", "Acme", ZoneOffset.UTC, Set.of("feature"), false, Policy.NONE);
    static final Team SEARCH = team("search", ACME);

    private static final PriceCatalogue NO_PRICES = new PriceCatalogue("none", List.of(), Map.of());

    private final FakeProvider provider;
    private final TestGateway gateway;
    private final SnapshotSwap swap;
    private RuntimeModel model = RuntimeModel.empty(NO_PRICES);

    private CallersBed(FakeProvider provider, TestGateway gateway) {
        this.provider = provider;
        this.gateway = gateway;
        this.swap = gateway.context().getBean(SnapshotSwap.class);
        providers(provider("openai"), provider("anthropic"));
    }

    static CallersBed start() {
        return start(builder -> builder);
    }

    static CallersBed start(UnaryOperator<TestGateway.Builder> settings) {
        FakeProvider provider = FakeProvider.start("sk-one", "sk-two");
        TestGateway.Builder builder = TestGateway.builder()
                .set("keyway.pass-through", "true")
                .with(Records.Kept.class)
                .with(Source.class);
        return new CallersBed(provider, settings.apply(builder).start());
    }

    FakeProvider provider() {
        return provider;
    }

    TestGateway gateway() {
        return gateway;
    }

    /** A provider with one key, {@code sk-one}. */
    ProviderSettings provider(String id) {
        return ProviderSettings.of(id, provider.v1(), List.of(ProviderKey.of("key-of-" + id, Secret.of("sk-one"))));
    }

    RuntimeModel model() {
        return model;
    }

    void push(RuntimeModel next) {
        model = next;
        swap.to(next);
    }

    void providers(ProviderSettings... providers) {
        push(model.withProviders(List.of(providers)));
    }

    void change(UnaryOperator<CallerChanges> changes) {
        push(model.withCallers(changes.apply(model.callers().changes()).done()));
    }

    /** Adds callers, or replaces those of the same id. */
    void put(Caller... callers) {
        change(changes -> {
            List.of(callers).forEach(changes::put);
            return changes;
        });
    }

    void revoke(Caller caller) {
        change(changes -> changes.revoke(caller.id(), Instant.now().plus(Duration.ofDays(30))));
    }

    /** Forgets all callers. */
    void reset() {
        provider.reset();
        push(model.withCallers(CallerIndex.EMPTY).withAliases(List.of()));
    }

    static Team team(String name, Tenant tenant) {
        return new Team("team-" + name, name, tenant, false, Policy.NONE);
    }

    /** A caller whose token is {@code token-of-<name>}. */
    static Caller caller(String name, Team team, Policy policy) {
        return caller(name, token(name), team, policy);
    }

    static Caller withToken(String name, String token) {
        return caller(name, token, SEARCH, Policy.NONE);
    }

    private static Caller caller(String name, String token, Team team, Policy policy) {
        TokenDigest digest = TokenDigest.of(Secret.of(token));
        return new Caller("id-" + name, name, team, List.of(TokenSecret.of(digest)), null, false, policy);
    }

    static Caller caller(String name) {
        return caller(name, SEARCH, Policy.NONE);
    }

    static String token(String name) {
        return "token-of-" + name;
    }

    @Override
    public void close() {
        gateway.close();
        provider.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Source {

        @Bean
        SnapshotSource pushedCallers() {
            return () -> RuntimeModel.empty(NO_PRICES);
        }
    }
}
