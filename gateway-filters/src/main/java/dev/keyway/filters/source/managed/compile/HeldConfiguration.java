package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.config.Account;
import dev.keyway.contract.config.Alias;
import dev.keyway.contract.config.BudgetPolicy;
import dev.keyway.contract.config.LimitPolicy;
import dev.keyway.contract.config.Model;
import dev.keyway.contract.config.Price;
import dev.keyway.contract.config.Provider;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.config.Team;
import dev.keyway.contract.config.Tenant;
import dev.keyway.contract.config.Token;
import dev.keyway.contract.control.Configuration;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.source.managed.keys.KeySecret;
import dev.keyway.filters.source.managed.keys.OpenedKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Configuration as the gateway holds it: all resources by ID. Not thread-safe. */
final class HeldConfiguration {

    final Table<Tenant> tenants = new Table<>(Tenant::id, Tenant::id);
    final Table<Team> teams = new Table<>(Team::id, Team::tenantId);
    final Table<Token> tokens = new Table<>(Token::id, Token::teamId);
    final Table<LimitPolicy> limits =
            new Table<>(LimitPolicy::id, policy -> scope(policy.tenantId(), policy.teamId(), policy.tokenId()));
    final Table<BudgetPolicy> budgets =
            new Table<>(BudgetPolicy::id, policy -> scope(policy.tenantId(), policy.teamId(), policy.tokenId()));
    final Table<Provider> providers = new Table<>(Provider::id, Provider::id);
    final Table<Account> accounts = new Table<>(Account::id, Account::providerId);
    final Table<Model> models = new Table<>(Model::id, Model::providerId);
    final Table<Price> prices = new Table<>(Price::id, Price::modelId);
    final Table<Alias> aliases = new Table<>(Alias::id, Alias::id);
    final Table<ProviderKey> keys = new Table<>(ProviderKey::id, ProviderKey::providerId);
    private final Map<UUID, KeySecret> secrets = new HashMap<>();
    private final Map<UUID, UserKey> userKeys = new HashMap<>();

    /** Takes a change in and notes what it concerns. */
    Touched apply(ConfigurationChange change) {
        Touched touched = new Touched();
        if (change.complete()) {
            clear();
            touched.everything();
        }
        remove(change.deletes(), touched);
        secrets.putAll(change.opened().secrets());
        userKeys.putAll(change.opened().userKeys());
        put(change.upserts(), touched);
        return touched;
    }

    /** All of it, without what is sealed. */
    Configuration all() {
        return new Configuration(
                List.copyOf(tenants.all()),
                List.copyOf(teams.all()),
                List.copyOf(tokens.all()),
                List.copyOf(limits.all()),
                List.copyOf(budgets.all()),
                List.copyOf(providers.all()),
                List.copyOf(accounts.all()),
                List.copyOf(models.all()),
                List.copyOf(prices.all()),
                List.copyOf(aliases.all()),
                List.copyOf(keys.all()));
    }

    /** All keys, as they were opened. */
    OpenedKeys opened() {
        return new OpenedKeys(secrets, userKeys);
    }

    KeySecret secret(UUID key) {
        return secrets.getOrDefault(key, new KeySecret.Unusable("the key was not received"));
    }

    /** The user key of a tenant; null if it has none. */
    @Nullable
    UserKey userKey(UUID tenant) {
        return userKeys.get(tenant);
    }

    /** Forgets the secret of a key that is gone. */
    void forgetSecret(UUID key) {
        secrets.remove(key);
    }

    /** Forgets the user key of a tenant that is gone. */
    void forgetUserKey(UUID tenant) {
        userKeys.remove(tenant);
    }

    /** Replaces the secret of a key whose reference leads to another. */
    void replace(UUID key, KeySecret secret) {
        secrets.put(key, secret);
    }

    private void put(Configuration upserts, Touched touched) {
        upserts.tenants().forEach(tenant -> {
            tenants.put(withoutSeal(tenant));
            touched.tenant(tenant.id());
        });
        upserts.teams().forEach(team -> {
            teams.put(team);
            touched.team(team.id());
        });
        upserts.tokens().forEach(token -> {
            tokens.put(token);
            touched.token(token.id());
        });
        upserts.limits().forEach(limit -> touched.scopeOf(limits.put(limit), limit));
        upserts.budgets().forEach(budget -> touched.scopeOf(budgets.put(budget), budget));
        upserts.providers().forEach(provider -> {
            providers.put(provider);
            touched.provider(provider.id());
        });
        upserts.accounts().forEach(account -> {
            accounts.put(account);
            touched.keysOf(account.providerId());
        });
        upserts.models().forEach(model -> {
            models.put(model);
            touched.models(model.providerId());
        });
        upserts.prices().forEach(price -> {
            prices.put(price);
            touched.prices();
        });
        upserts.aliases().forEach(alias -> {
            aliases.put(alias);
            touched.aliases();
        });
        upserts.keys().forEach(key -> {
            ProviderKey before = keys.put(withoutSeal(key));
            touched.key(key, before);
        });
    }

    /** What a resource owns goes with it, without being named. */
    private void remove(Map<String, List<UUID>> deletes, Touched touched) {
        Removal removal = new Removal(this, touched);
        deletes.forEach((list, ids) -> ids.forEach(id -> removal.remove(list, id)));
    }

    private void clear() {
        List.of(tenants, teams, tokens, limits, budgets, providers, accounts, models, prices, aliases, keys)
                .forEach(Table::clear);
        secrets.clear();
        userKeys.clear();
    }

    private static Tenant withoutSeal(Tenant tenant) {
        return new Tenant(
                tenant.id(), tenant.name(), tenant.zone(), tenant.blocked(), tenant.labels(), tenant.tagNames(), null);
    }

    private static ProviderKey withoutSeal(ProviderKey key) {
        return new ProviderKey(
                key.id(),
                key.providerId(),
                key.accountId(),
                key.name(),
                key.last4(),
                key.origin(),
                key.reference(),
                null,
                key.weight(),
                key.tier(),
                key.maxInFlight(),
                key.allowedModels(),
                key.disabled());
    }

    static UUID scope(UUID tenant, @Nullable UUID team, @Nullable UUID token) {
        if (token != null) {
            return token;
        }
        return team == null ? tenant : team;
    }
}
