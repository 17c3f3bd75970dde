package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.Secret;
import dev.keyway.contract.config.Alias;
import dev.keyway.contract.config.AliasTarget;
import dev.keyway.contract.config.BudgetPolicy;
import dev.keyway.contract.config.LimitPolicy;
import dev.keyway.contract.config.Model;
import dev.keyway.contract.config.Price;
import dev.keyway.contract.config.Provider;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.config.Team;
import dev.keyway.contract.config.Tenant;
import dev.keyway.contract.config.Token;
import dev.keyway.contract.config.TokenSecret;
import dev.keyway.contract.control.Configuration;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.RepairMode;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.settings.ManagedSettings.Defaults;
import dev.keyway.filters.source.managed.keys.KeySecret;
import dev.keyway.filters.source.managed.keys.OpenedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A configuration of one tenant, team, token, provider, model and key, to which tests add. */
public final class TestConfiguration {

    public static final UUID TENANT = id(1);
    public static final UUID TEAM = id(2);
    public static final UUID TOKEN = id(3);
    public static final UUID PROVIDER = id(4);
    public static final UUID ACCOUNT = id(5);
    public static final UUID MODEL = id(6);
    public static final UUID KEY = id(7);
    public static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    public static final Defaults DEFAULTS =
            new Defaults(Duration.ofSeconds(30), 100, List.of(), FirstByteTimeouts.NONE, RepairMode.ALL);

    public final List<Tenant> tenants = new ArrayList<>();
    public final List<Team> teams = new ArrayList<>();
    public final List<Token> tokens = new ArrayList<>();
    public final List<LimitPolicy> limits = new ArrayList<>();
    public final List<BudgetPolicy> budgets = new ArrayList<>();
    public final List<Provider> providers = new ArrayList<>();
    public final List<Model> models = new ArrayList<>();
    public final List<Price> prices = new ArrayList<>();
    public final List<Alias> aliases = new ArrayList<>();
    public final List<ProviderKey> keys = new ArrayList<>();
    public final Map<UUID, KeySecret> secrets = new HashMap<>();
    public final Map<UUID, UserKey> userKeys = new HashMap<>();
    public final Map<String, List<UUID>> deletes = new HashMap<>();

    private TestConfiguration() {}

    public static TestConfiguration empty() {
        return new TestConfiguration();
    }

    public static TestConfiguration small() {
        TestConfiguration small = new TestConfiguration();
        small.tenants.add(tenant(false));
        small.teams.add(new Team(TEAM, TENANT, "search", false, Map.of()));
        small.tokens.add(token(TOKEN, "secret"));
        small.providers.add(provider("https://api.example.com/v1"));
        small.models.add(model(MODEL, "gpt", false));
        small.prices.add(price(id(8), "input", SINCE, 1_000_000));
        small.prices.add(price(id(9), "output", SINCE, 2_000_000));
        small.aliases.add(new Alias(id(10), "small", List.of(new AliasTarget(PROVIDER, "gpt"))));
        small.key(KEY, "sk-1");
        small.userKeys.put(TENANT, UserKey.of(new byte[32]));
        return small;
    }

    public static UUID id(long number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    public static Tenant tenant(boolean blocked) {
        return new Tenant(TENANT, "Acme", "Europe/Berlin", blocked, Map.of(), List.of("feature"), null);
    }

    public static Token token(UUID id, String secret) {
        return new Token(id, TENANT, TEAM, "batch", List.of(secret(secret, null)), null, false, Map.of());
    }

    public static TokenSecret secret(String secret, @Nullable Instant until) {
        return new TokenSecret(
                Base64.getEncoder().encodeToString(Secret.of(secret).digest()), until);
    }

    public static Provider provider(String baseUrl) {
        return new Provider(
                PROVIDER, "mine", "Mine", "openai", baseUrl, "sequential", 4, 1000L, null, List.of("x-mine"), false);
    }

    public static Model model(UUID id, String name, boolean disabled) {
        return new Model(id, PROVIDER, name, 1000, 100, null, 50L, false, disabled);
    }

    public static Price price(UUID id, String meter, Instant from, long nanos) {
        return new Price(id, MODEL, meter, "standard", 0, null, null, from, nanos);
    }

    public void key(UUID id, String secret) {
        keys.add(contractKey(id, "https://api.example.com:443"));
        secrets.put(id, new KeySecret.Usable(Secret.of(secret)));
    }

    public static ProviderKey contractKey(UUID id, String origin) {
        return new ProviderKey(
                id, PROVIDER, ACCOUNT, "first", "f00d", origin, null, "sealed", 2, 1, 3, List.of("gpt*"), false);
    }

    public Configuration configuration() {
        return new Configuration(
                tenants, teams, tokens, limits, budgets, providers, List.of(), models, prices, aliases, keys);
    }

    public ConfigurationChange complete() {
        return new ConfigurationChange(true, configuration(), Map.of(), new OpenedKeys(secrets, userKeys));
    }

    public ConfigurationChange change() {
        return new ConfigurationChange(false, configuration(), deletes, new OpenedKeys(secrets, userKeys));
    }

    public TestConfiguration delete(String list, UUID id) {
        deletes.put(list, List.of(id));
        return this;
    }
}
