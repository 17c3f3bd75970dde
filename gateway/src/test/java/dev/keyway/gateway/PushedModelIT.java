package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.Price;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Alias;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.ManagedProvider;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.model.TokenSecret;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.route.KeywayRoutes;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.snapshot.SnapshotListener;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.snapshot.SnapshotSwap;
import dev.keyway.testkit.provider.FakeProvider;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** A source of the model beside those of Keyway, which has nothing at start and pushes later. */
class PushedModelIT {

    private static final PriceCatalogue NO_PRICES = new PriceCatalogue("none", List.of(), Map.of());
    private static final String KEY_ID = UUID.randomUUID().toString();

    private FakeProvider fake;
    private TestGateway gateway;
    private SnapshotSwap swap;
    private AtomicInteger refreshes;
    private Pushed pushed;

    @BeforeEach
    void start() {
        fake = FakeProvider.start("sk-one");
        gateway = TestGateway.builder().with(Pushed.class).start();
        swap = gateway.context().getBean(SnapshotSwap.class);
        pushed = gateway.context().getBean(Pushed.class);
        refreshes = pushed.refreshes;
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void servesNobodyUntilThereIsAModel() {
        assertThat(gateway.chat("openai/gpt-4o", "early").statusCode()).isEqualTo(401);
        assertThat(gateway.get("/v1/models").statusCode()).isEqualTo(401);
    }

    @Test
    void servesCallersByDigestWithKeysUnderIdsOfTheSource() {
        push(model(List.of(team("blue", TestGateway.TOKEN)), List.of(provider("openai")), NO_PRICES));

        HttpResponse<String> answer = gateway.chat("openai/gpt-4o", "pushed");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.lastRequest().headers("authorization")).containsExactly("Bearer sk-one");
        assertThat(provider(live(), "openai").settings().keys()).singleElement().satisfies(key -> {
            assertThat(key.id()).isEqualTo(KEY_ID);
            assertThat(key.fingerprint()).isEqualTo(Secret.of("sk-one").fingerprint());
        });
        push(model(List.of(team("blue", "another-token")), List.of(provider("openai")), NO_PRICES));
        assertThat(gateway.chat("openai/gpt-4o", "gone").statusCode()).isEqualTo(401);
    }

    @Test
    void knowsAliasesAndPrices() {
        List<Caller> callers = List.of(team("blue", TestGateway.TOKEN));
        RuntimeModel plain = model(callers, List.of(provider("openai")), NO_PRICES);
        push(plain);
        String question = "{\"model\":\"openai/gpt-4o\",\"prompt_tokens\":1000,\"completion_tokens\":0}";
        assertThat(gateway.post("/v1/cost-estimate", question).body()).doesNotContain("0.002");

        Alias alias = new Alias("house", List.of(new Alias.Target("openai", "gpt-4o")));
        push(model(callers, plain.providers(), price(2_000_000_000L)).withAliases(List.of(alias)));

        assertThat(live().alias("house")).contains(alias);
        assertThat(live().alias("gpt-4o")).isEmpty();
        assertThat(gateway.post("/v1/cost-estimate", question).body()).contains("0.002");
    }

    @Test
    void resolvesAliasesBeforeBareNamesAndAfterThoseOfAProvider() {
        push(aliased(
                new Alias("house", List.of(new Alias.Target("gone", "m"), new Alias.Target("openai", "gpt-4o-mini"))),
                new Alias("gpt-4o", List.of(new Alias.Target("openai", "gpt-4.1"))),
                new Alias("openai/o3", List.of(new Alias.Target("openai", "gpt-4.1"))),
                new Alias("empty", List.of(new Alias.Target("gone", "m")))));

        assertThat(servedModel("house")).isEqualTo("gpt-4o-mini");
        assertThat(servedModel("gpt-4o")).isEqualTo("gpt-4.1");
        assertThat(servedModel("openai/gpt-4o")).isEqualTo("gpt-4o");
        assertThat(servedModel("openai/o3")).isEqualTo("o3");
        HttpResponse<String> refused = gateway.chat("empty", "e");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("model_not_found", "No provider of the alias 'empty'");
    }

    @Test
    void triesTheNextTargetOfAnAlias() {
        RuntimeModel model = aliased(
                new Alias("house", List.of(new Alias.Target("groq", "llama"), new Alias.Target("openai", "gpt-4o"))));
        ProviderSettings rejected =
                ProviderSettings.of("groq", fake.v1(), List.of(ProviderKey.of("bad", Secret.of("sk-unknown"))));
        push(model.withProviders(List.of(rejected, provider("openai"))));

        assertThat(servedModel("house")).isEqualTo("gpt-4o");
    }

    @Test
    void eachManagedProviderGetsTheHeadersThatItsSettingsNameAndNoCredentials() {
        RuntimeModel model = aliased(
                new Alias("house", List.of(new Alias.Target("groq", "llama"), new Alias.Target("openai", "gpt-4o"))));
        push(model.withProviders(List.of(
                managed("groq", "sk-unknown", List.of("x-for-groq")),
                managed("openai", "sk-one", List.of("X-Mine", "Authorization", "x-api-key", "cookie", "api-key")))));

        HttpResponse<String> answer = gateway.post(
                "/v1/chat/completions",
                TestGateway.chatBody("house", "forward", false),
                "x-mine",
                "blue",
                "x-for-groq",
                "red",
                "x-other",
                "green",
                "cookie",
                "session=1",
                "x-api-key",
                TestGateway.TOKEN,
                "api-key",
                TestGateway.TOKEN);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.requests()).hasSize(2);
        assertThat(fake.requests().getFirst().headers("x-for-groq")).containsExactly("red");
        assertThat(fake.requests().getFirst().headers("x-mine")).isEmpty();
        assertThat(fake.lastRequest().headers("x-mine")).containsExactly("blue");
        assertThat(fake.lastRequest().headers("authorization")).containsExactly("Bearer sk-one");
        for (String absent : List.of("x-for-groq", "x-other", "x-api-key", "cookie", "api-key")) {
            assertThat(fake.lastRequest().headers(absent)).as(absent).isEmpty();
        }
    }

    private ProviderSettings managed(String id, String key, List<String> forwardHeaders) {
        ProviderSettings plain = ProviderSettings.of(id, fake.v1(), List.of(ProviderKey.of(key, Secret.of(key))));
        return new ProviderSettings(
                plain.id(),
                plain.baseUrl(),
                plain.apiVersion(),
                plain.keys(),
                plain.models(),
                plain.filter(),
                plain.maxConcurrentPerKey(),
                plain.rotation(),
                plain.firstByte(),
                plain.repair(),
                new ManagedProvider(UUID.randomUUID(), id, forwardHeaders));
    }

    private String servedModel(String asked) {
        HttpResponse<String> answer = gateway.chat(asked, "alias");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-keyway-model").orElse("");
    }

    private RuntimeModel aliased(Alias... aliases) {
        return model(List.of(team("blue", TestGateway.TOKEN)), List.of(provider("openai")), NO_PRICES)
                .withAliases(List.of(aliases));
    }

    @Test
    void swapsOnlyWhatChanges() {
        List<Caller> blue = List.of(team("blue", TestGateway.TOKEN));
        push(model(blue, List.of(provider("openai"), provider("groq")), NO_PRICES));
        Snapshot before = live();

        push(model(
                List.of(team("blue", TestGateway.TOKEN)),
                List.of(provider("openai"), ProviderSettings.of("groq", fake.v1(), List.of())),
                NO_PRICES));

        assertThat(live().callers()).isSameAs(before.callers());
        assertThat(live().model().prices()).isSameAs(before.model().prices());
        assertThat(provider(live(), "openai")).isSameAs(provider(before, "openai"));
        assertThat(provider(live(), "groq"))
                .isNotSameAs(provider(before, "groq"))
                .satisfies(groq -> assertThat(groq.pool())
                        .isSameAs(provider(before, "groq").pool()));

        push(model(List.of(team("red", TestGateway.TOKEN)), live().model().providers(), NO_PRICES));
        assertThat(live().callers()).isNotSameAs(before.callers());
    }

    @Test
    void refreshesRoutesOnlyWhereAProviderComesGoesOrMoves() {
        List<Caller> blue = List.of(team("blue", TestGateway.TOKEN));
        push(model(blue, List.of(provider("openai")), NO_PRICES));
        assertThat(refreshes).as("a provider came").hasValue(1);

        push(model(List.of(team("red", TestGateway.TOKEN)), List.of(provider("openai")), price(1)));
        push(model(blue, List.of(ProviderSettings.of("openai", fake.v1(), List.of())), NO_PRICES));
        push(model(blue, List.of(provider("openai")), NO_PRICES));
        assertThat(refreshes).as("callers, prices and keys changed").hasValue(1);
        assertThat(gateway.chat("openai/gpt-4o", "same-route").statusCode()).isEqualTo(200);

        push(model(
                blue,
                List.of(ProviderSettings.of("openai", fake.origin().resolve("/elsewhere"), List.of())),
                NO_PRICES));
        assertThat(refreshes).as("it moved").hasValue(2);

        push(model(blue, List.of(), NO_PRICES));
        push(model(blue, List.of(), NO_PRICES));
        assertThat(refreshes).as("it went").hasValue(3);
    }

    @Test
    void listsAliasesAmongTheModels() {
        push(aliased(
                new Alias("house", List.of(new Alias.Target("gone", "m"), new Alias.Target("openai", "gpt-4o-mini"))),
                new Alias("openai/o3", List.of(new Alias.Target("openai", "gpt-4.1"))),
                new Alias("empty", List.of(new Alias.Target("gone", "m")))));

        String list = gateway.get("/v1/models").body();

        assertThat(list).contains("\"id\":\"house\"", "openai/gpt-4o").doesNotContain("\"empty\"", "\"openai/o3\"");
        assertThat(gateway.get("/v1/models", "anthropic-version", "2023-06-01").body())
                .contains("\"display_name\":\"house\"");
        HttpResponse<String> one = gateway.get("/v1/models/house");
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body()).contains("\"id\":\"house\"", "\"owned_by\":\"keyway\"");
        assertThat(gateway.get("/v1/models/empty").statusCode()).isEqualTo(404);
    }

    @Test
    void leavesEverythingAsItWasIfAListenerFailsBeforeTheSwap() {
        List<Caller> blue = List.of(team("blue", TestGateway.TOKEN));
        push(model(blue, List.of(provider("openai")), NO_PRICES));
        Snapshot before = live();
        RuntimeModel moved = model(
                blue,
                List.of(
                        ProviderSettings.of("openai", fake.origin().resolve("/elsewhere"), List.of()),
                        provider("groq")),
                NO_PRICES);

        for (AtomicBoolean fault : List.of(pushed.failsOnChanging, pushed.failsOnRefresh)) {
            fault.set(true);
            assertThatThrownBy(() -> push(moved)).hasMessage("once");
            assertThat(live()).isSameAs(before);
            assertThat(gateway.chat("openai/gpt-4o", "unchanged").statusCode()).isEqualTo(200);
        }

        int failed = refreshes.get();
        push(moved);
        assertThat(refreshes).as("the routes are refreshed again").hasValue(failed + 1);
        assertThat(gateway.chat("groq/gpt-4o", "next").statusCode()).isEqualTo(200);
    }

    @Test
    void servesByTheNextModelThoughAListenerFailsAfterTheSwap() {
        List<Caller> blue = List.of(team("blue", TestGateway.TOKEN));
        push(model(blue, List.of(provider("openai")), NO_PRICES));
        pushed.failsOnChanged.set(true);

        push(model(blue, List.of(provider("groq")), NO_PRICES));

        assertThat(pushed.failsOnChanged).isFalse();
        assertThat(gateway.chat("groq/gpt-4o", "next").statusCode()).isEqualTo(200);
    }

    private void push(RuntimeModel model) {
        swap.to(model);
    }

    private Snapshot live() {
        return gateway.context().getBean(LiveSnapshot.class).get();
    }

    private static ConfiguredProvider provider(Snapshot snapshot, String id) {
        return Objects.requireNonNull(snapshot.providers().get(id));
    }

    private static RuntimeModel model(List<Caller> callers, List<ProviderSettings> providers, PriceCatalogue prices) {
        return RuntimeModel.of(CallerIndex.of(callers), providers, prices);
    }

    private ProviderSettings provider(String id) {
        return ProviderSettings.of(id, fake.v1(), List.of(ProviderKey.of(KEY_ID, Secret.of("sk-one"))));
    }

    private static Caller team(String name, String token) {
        Tenant tenant = new Tenant("t1", "Tenant", ZoneOffset.UTC, Set.of(), false, Policy.NONE);
        return new Caller(
                "id-of-" + name,
                name,
                new Team("t2", "Team", tenant, false, Policy.NONE),
                List.of(TokenSecret.of(TokenDigest.of(Secret.of(token).digest()))),
                null,
                false,
                Policy.NONE);
    }

    private static PriceCatalogue price(long nanosPerMillion) {
        return new PriceCatalogue(
                "pushed-" + nanosPerMillion,
                List.of(new Price("openai", "gpt-4o", Meter.INPUT, 0, Instant.MIN, new NanoDollars(nanosPerMillion))),
                Map.of());
    }

    /** The source, and how often Keyway refreshed its routes. */
    @Configuration(proxyBeanMethods = false)
    static class Pushed {

        private final AtomicInteger refreshes = new AtomicInteger();
        private final AtomicBoolean failsOnChanging = new AtomicBoolean();
        private final AtomicBoolean failsOnChanged = new AtomicBoolean();
        private final AtomicBoolean failsOnRefresh = new AtomicBoolean();

        @Bean
        SnapshotSource pushedSource() {
            return () -> RuntimeModel.empty(NO_PRICES);
        }

        @Bean
        SnapshotListener faultyListener() {
            return new SnapshotListener() {
                @Override
                public void changing(Snapshot now, Snapshot next) {
                    failOnce(failsOnChanging);
                }

                @Override
                public void changed(Snapshot now) {
                    failOnce(failsOnChanged);
                }
            };
        }

        private static void failOnce(AtomicBoolean fault) {
            if (fault.compareAndSet(true, false)) {
                throw new IllegalStateException("once");
            }
        }

        @EventListener
        void refreshed(RefreshRoutesEvent event) {
            if (event.getSource() instanceof KeywayRoutes) {
                refreshes.incrementAndGet();
                failOnce(failsOnRefresh);
            }
        }
    }
}
