package dev.keyway.filters.source.managed.compile;

import static dev.keyway.filters.source.managed.compile.TestConfiguration.KEY;
import static dev.keyway.filters.source.managed.compile.TestConfiguration.MODEL;
import static dev.keyway.filters.source.managed.compile.TestConfiguration.PROVIDER;
import static dev.keyway.filters.source.managed.compile.TestConfiguration.SINCE;
import static dev.keyway.filters.source.managed.compile.TestConfiguration.TEAM;
import static dev.keyway.filters.source.managed.compile.TestConfiguration.TENANT;
import static dev.keyway.filters.source.managed.compile.TestConfiguration.TOKEN;
import static dev.keyway.filters.source.managed.compile.TestConfiguration.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.ModelPrices;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.Secret;
import dev.keyway.contract.config.BudgetPolicy;
import dev.keyway.contract.config.LimitPolicy;
import dev.keyway.contract.config.Price;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.usage.PriceListId;
import dev.keyway.filters.model.Alias;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RateLimits;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.model.Strategy;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.TokenDigest;
import dev.keyway.filters.source.managed.keys.KeySecret;
import dev.keyway.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelCompilerTests {

    private static final Instant NOW = Instant.parse("2026-11-26T01:00:00Z");
    private static final LocalTime NIGHT = LocalTime.of(16, 30);
    private static final LocalTime SIX = LocalTime.of(6, 0);

    private final ModelCompiler compiler = new ModelCompiler(TestConfiguration.DEFAULTS, TestClock.at(NOW));

    @Test
    void compilesACallerWithItsTeamAndTenant() {
        Caller caller = caller(compiler.after(TestConfiguration.small().complete()), "secret");
        assertThat(caller.id()).isEqualTo(TOKEN.toString());
        assertThat(Objects.requireNonNull(caller.team()).id()).isEqualTo(TEAM.toString());
        assertThat(Objects.requireNonNull(caller.tenant()).name()).isEqualTo("Acme");
        assertThat(caller.tenant().tagNames()).containsExactly("feature");
    }

    @Test
    void compilesAProviderWithItsKeysModelsAndTimeouts() {
        ProviderSettings provider =
                provider(compiler.after(TestConfiguration.small().complete()));
        assertThat(provider.declaration()).isEqualTo("openai");
        assertThat(Objects.requireNonNull(provider.managed()).id()).isEqualTo(PROVIDER);
        assertThat(provider.managed().forwardHeaders()).containsExactly("x-mine");
        assertThat(provider.rotation()).isEqualTo(Strategy.SEQUENTIAL);
        assertThat(provider.maxConcurrentPerKey()).isEqualTo(4);
        assertThat(provider.models()).containsExactly("gpt");
        assertThat(provider.firstByte().forModel("gpt").answer()).isEqualTo(Duration.ofSeconds(1));
        assertThat(provider.firstByte().forModel("gpt").stream()).isEqualTo(Duration.ofMillis(50));
        assertThat(provider.keys()).singleElement().satisfies(key -> {
            assertThat(key.id()).isEqualTo(KEY.toString());
            assertThat(key.account()).isEqualTo(TestConfiguration.ACCOUNT.toString());
            assertThat(key.secret().reveal()).isEqualTo("sk-1");
            assertThat(key.weight()).isEqualTo(2);
            assertThat(key.models()).containsExactly(new Glob("gpt*"));
        });
    }

    @Test
    void aCostNamesThePriceListOfTheModel() {
        TestConfiguration configuration = TestConfiguration.small();
        Instant later = NOW.plusSeconds(60);
        configuration.prices.add(TestConfiguration.price(id(20), "input", later, 5_000_000));
        RuntimeModel model = compiler.after(configuration.complete());
        assertThat(model.prices().cost("mine", "gpt", Usage.of(10, 10), NOW))
                .isEqualTo(new Cost.Priced(new NanoDollars(30), new PriceListId(MODEL, SINCE).toString()));
        assertThat(model.prices().cost("mine", "gpt", Usage.of(10, 0), later))
                .isEqualTo(new Cost.Priced(new NanoDollars(50), new PriceListId(MODEL, later).toString()));
        assertThat(model.prices().facts("mine", "gpt").orElseThrow().maxOutputTokens())
                .isEqualTo(100);
    }

    @Test
    void anOffPeakPriceAppliesInItsHoursOnly() {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.prices.add(price(id(20), "input", "standard", NIGHT, SIX, 500_000));
        configuration.prices.add(price(id(21), "output", "standard", NIGHT, SIX, 1_000_000));
        PriceCatalogue prices = compiler.after(configuration.complete()).prices();
        String list = new PriceListId(MODEL, SINCE).toString();
        for (String peak : List.of("2026-11-26T16:29:59.999Z", "2026-11-26T06:00:00Z")) {
            assertThat(prices.cost("mine", "gpt", Usage.of(10, 10), Instant.parse(peak)))
                    .isEqualTo(new Cost.Priced(new NanoDollars(30), list));
        }
        for (String offPeak : List.of("2026-11-26T16:30:00Z", "2026-11-27T05:59:59.999Z")) {
            assertThat(prices.cost("mine", "gpt", Usage.of(10, 10), Instant.parse(offPeak)))
                    .isEqualTo(new Cost.Priced(new NanoDollars(15), list));
        }
    }

    @Test
    void theTierOfAnAnswerChoosesItsPrices() {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.prices.add(price(id(20), "input", "batch", null, null, 500_000));
        ModelPrices prices = compiler.after(configuration.complete())
                .prices()
                .prices("mine", "gpt")
                .orElseThrow();
        String list = new PriceListId(MODEL, SINCE).toString();
        assertThat(prices.cost(Usage.of(10, 0), "batch", NOW)).isEqualTo(new Cost.Priced(new NanoDollars(5), list));
        assertThat(prices.cost(Usage.of(10, 0), "flex", NOW)).isEqualTo(new Cost.Priced(new NanoDollars(10), list));
        assertThat(prices.cost(Usage.of(10, 0), NOW)).isEqualTo(new Cost.Priced(new NanoDollars(10), list));
    }

    @Test
    void aModelWithoutAPriceFromTheFirstTokenSpoilsNoOther() {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.models.add(TestConfiguration.model(id(21), "odd", false));
        configuration.prices.add(new Price(id(22), id(21), "input", "standard", 1000, null, null, SINCE, 1));
        RuntimeModel model = compiler.after(configuration.complete());
        assertThat(model.prices().prices("mine", "odd")).isEmpty();
        assertThat(model.prices().prices("mine", "gpt")).isPresent();
    }

    @Test
    void oneTokenAmongManyLeavesAllElseTheSame() {
        TestConfiguration many = TestConfiguration.small();
        for (int i = 100; i < 2_100; i++) {
            many.tokens.add(TestConfiguration.token(id(i), "secret-" + i));
        }
        RuntimeModel before = compiler.after(many.complete());
        TestConfiguration one = TestConfiguration.empty();
        one.tokens.add(TestConfiguration.token(id(150), "rotated"));
        RuntimeModel after = compiler.after(one.change());
        assertThat(after.providers()).isSameAs(before.providers());
        assertThat(after.prices()).isSameAs(before.prices());
        assertThat(after.aliases()).isSameAs(before.aliases());
        assertThat(caller(after, "secret-151")).isSameAs(caller(before, "secret-151"));
        assertThat(caller(after, "rotated").id()).isEqualTo(id(150).toString());
        assertThat(after.callers().byDigest(digest("secret-150"))).isNull();
    }

    @Test
    void oneKeyAmongManyLeavesTheOtherKeysTheSame() {
        TestConfiguration many = TestConfiguration.small();
        many.key(id(30), "sk-30");
        RuntimeModel before = compiler.after(many.complete());
        TestConfiguration one = TestConfiguration.empty();
        one.key(id(30), "sk-31");
        RuntimeModel after = compiler.after(one.change());
        assertThat(provider(after).keys().getFirst())
                .isSameAs(provider(before).keys().getFirst());
        assertThat(provider(after).keys().getLast().secret()).isEqualTo(Secret.of("sk-31"));
        assertThat(after.callers()).isSameAs(before.callers());
    }

    @Test
    void aBlockedTenantConcernsAllItsTokens() {
        compiler.after(TestConfiguration.small().complete());
        TestConfiguration blocked = TestConfiguration.empty();
        blocked.tenants.add(TestConfiguration.tenant(true));
        assertThat(caller(compiler.after(blocked.change()), "secret").blockedAt())
                .isEqualTo(Level.TENANT);
    }

    @Test
    void aLimitConcernsTheLevelThatItIsOfAndGoesWithIt() {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.limits.add(new LimitPolicy(
                id(40), TENANT, TEAM, null, 600L, null, null, List.of("mine/*"), List.of("10.0.0.0/8")));
        configuration.budgets.add(
                new BudgetPolicy(id(41), TENANT, null, null, "MONTH", 5, true, false, List.of(50), List.of()));
        RuntimeModel model = compiler.after(configuration.complete());
        assertThat(caller(model, "secret").allowsModel("mine/gpt")).isTrue();
        assertThat(caller(model, "secret").allowsModel("other/gpt")).isFalse();
        assertThat(team(model).policy().rates().requestsPerMinute()).isEqualTo(600);
        assertThat(team(model).tenant().policy().budgets()).hasSize(1);
        RuntimeModel without = compiler.after(
                TestConfiguration.empty().delete("limits", id(40)).change());
        assertThat(caller(without, "secret").allowsModel("other/gpt")).isTrue();
        assertThat(team(without).policy().rates()).isEqualTo(RateLimits.NONE);
        assertThat(team(without).tenant().policy().budgets()).hasSize(1);
    }

    private static Team team(RuntimeModel model) {
        return Objects.requireNonNull(caller(model, "secret").team());
    }

    @Test
    void aNetworkThatCannotBeReadAllowsNobody() throws Exception {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.limits.add(new LimitPolicy(
                id(40), TENANT, null, TOKEN, null, null, null, null, List.of("a network of the future")));
        RuntimeModel model = compiler.after(configuration.complete());
        assertThat(caller(model, "secret").addressDeniedAt(java.net.InetAddress.getLoopbackAddress()))
                .isNotNull();
    }

    @Test
    void tokensOfADeletedTeamAreRevoked() {
        compiler.after(TestConfiguration.small().complete());
        RuntimeModel model =
                compiler.after(TestConfiguration.empty().delete("teams", TEAM).change());
        assertThat(model.callers().isEmpty()).isTrue();
        assertThat(model.callers().isRevoked(digest("secret"), NOW)).isTrue();
    }

    @Test
    void aTokenThatIsMissingInALaterSnapshotIsRevoked() {
        compiler.after(TestConfiguration.small().complete());
        TestConfiguration later = TestConfiguration.small();
        later.tokens.clear();
        assertThat(compiler.after(later.complete()).callers().isRevoked(digest("secret"), NOW))
                .isTrue();
    }

    @Test
    void aKeyOfAnotherOriginIsUnusable() {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.providers.clear();
        configuration.providers.add(TestConfiguration.provider("https://evil.example.com/v1"));
        assertThat(provider(compiler.after(configuration.complete())).keys()).isEmpty();
        assertThat(compiler.unusable().get(KEY)).contains("another address");
    }

    @Test
    void aKeyBecomesUnusableWhenItsProviderMovesAndUsableWhenItIsEnteredAgain() {
        compiler.after(TestConfiguration.small().complete());
        TestConfiguration moved = TestConfiguration.empty();
        moved.providers.add(TestConfiguration.provider("https://api.example.com:8443/v1"));
        assertThat(provider(compiler.after(moved.change())).keys()).isEmpty();
        TestConfiguration entered = TestConfiguration.empty();
        entered.keys.add(TestConfiguration.contractKey(KEY, "https://api.example.com:8443"));
        entered.secrets.put(KEY, new KeySecret.Usable(Secret.of("sk-2")));
        assertThat(provider(compiler.after(entered.change())).keys()).hasSize(1);
        assertThat(compiler.unusable()).isEmpty();
    }

    @Test
    void aProviderWithoutKeysIsLeftOutUntilItHasOne() {
        TestConfiguration configuration = TestConfiguration.small();
        List<dev.keyway.contract.config.ProviderKey> keys = List.copyOf(configuration.keys);
        configuration.keys.clear();
        RuntimeModel without = compiler.after(configuration.complete());
        assertThat(without.providers()).isEmpty();
        assertThat(without.aliases()).isEmpty();
        configuration.keys.addAll(keys);
        RuntimeModel with = compiler.after(configuration.complete());
        assertThat(with.providers()).hasSize(1);
        assertThat(with.aliases()).hasSize(1);
    }

    @Test
    void aDisabledProviderIsLeftOutOfAliasesToo() {
        compiler.after(TestConfiguration.small().complete());
        TestConfiguration disabled = TestConfiguration.empty();
        disabled.providers.add(new dev.keyway.contract.config.Provider(
                PROVIDER,
                "mine",
                "Mine",
                "openai",
                "https://api.example.com/v1",
                "balanced",
                null,
                null,
                null,
                List.of(),
                true));
        RuntimeModel model = compiler.after(disabled.change());
        assertThat(model.providers()).isEmpty();
        assertThat(model.aliases()).isEmpty();
    }

    @Test
    void aRenamedProviderIsRenamedInAliasesAndPrices() {
        compiler.after(TestConfiguration.small().complete());
        TestConfiguration renamed = TestConfiguration.empty();
        renamed.providers.add(new dev.keyway.contract.config.Provider(
                PROVIDER,
                "yours",
                "Mine",
                "openai",
                "https://api.example.com/v1",
                "a strategy of the future",
                null,
                null,
                null,
                List.of(),
                false));
        RuntimeModel model = compiler.after(renamed.change());
        assertThat(model.aliases()).containsExactly(new Alias("small", List.of(new Alias.Target("yours", "gpt"))));
        assertThat(model.prices().prices("yours", "gpt")).isPresent();
        assertThat(model.provider("yours").orElseThrow().rotation()).isEqualTo(Strategy.BALANCED);
    }

    @Test
    void aDisabledModelMayNotBeUsed() {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.models.add(TestConfiguration.model(id(50), "old", true));
        ProviderSettings provider = provider(compiler.after(configuration.complete()));
        assertThat(provider.filter().allows("old")).isFalse();
        assertThat(provider.filter().allows("gpt")).isTrue();
        assertThat(provider.models()).containsExactly("gpt");
    }

    @Test
    void whatADeletedProviderOwnsGoesWithIt() {
        compiler.after(TestConfiguration.small().complete());
        RuntimeModel model = compiler.after(
                TestConfiguration.empty().delete("providers", PROVIDER).change());
        assertThat(model.providers()).isEmpty();
        assertThat(compiler.configuration().keys()).isEmpty();
        assertThat(compiler.configuration().models()).isEmpty();
        assertThat(compiler.configuration().prices()).isEmpty();
        assertThat(compiler.opened().secrets()).isEmpty();
        assertThat(compiler.configuration().tokens()).hasSize(1);
    }

    @Test
    void aReferenceThatLeadsToAnotherKeyIsTakenOver() {
        TestConfiguration configuration = TestConfiguration.small();
        configuration.keys.add(new ProviderKey(
                id(60),
                PROVIDER,
                null,
                "second",
                "",
                "https://api.example.com:443",
                "env:A",
                null,
                1,
                0,
                null,
                List.of(),
                false));
        configuration.secrets.put(id(60), new KeySecret.Usable(Secret.of("one")));
        RuntimeModel before = compiler.after(configuration.complete());
        assertThat(compiler.resolve(reference -> new KeySecret.Usable(Secret.of("one"))))
                .isEmpty();
        RuntimeModel after = compiler.resolve(reference -> new KeySecret.Usable(Secret.of("two")))
                .orElseThrow();
        assertThat(provider(after).keys().getLast().secret().reveal()).isEqualTo("two");
        assertThat(provider(after).keys().getFirst())
                .isSameAs(provider(before).keys().getFirst());
    }

    private static Price price(
            UUID id, String meter, String tier, @Nullable LocalTime from, @Nullable LocalTime to, long nanos) {
        return new Price(id, MODEL, meter, tier, 0, from, to, SINCE, nanos);
    }

    private static ProviderSettings provider(RuntimeModel model) {
        return model.provider("mine").orElseThrow();
    }

    private static Caller caller(RuntimeModel model, String secret) {
        return Objects.requireNonNull(model.callers().byDigest(digest(secret)));
    }

    private static TokenDigest digest(String secret) {
        return TokenDigest.of(Secret.of(secret));
    }
}
