package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.config.BudgetPolicy;
import dev.keyway.contract.config.LimitPolicy;
import dev.keyway.contract.config.ProviderKey;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a change concerns, and so what is compiled again. */
final class Touched {

    final Set<UUID> tenants = new HashSet<>();
    final Set<UUID> teams = new HashSet<>();
    final Set<UUID> tokens = new HashSet<>();
    final Set<UUID> providers = new HashSet<>();
    final Set<UUID> keys = new HashSet<>();
    boolean all;
    boolean aliases;
    boolean prices;

    void everything() {
        all = true;
        aliases = true;
        prices = true;
    }

    void tenant(UUID id) {
        tenants.add(id);
    }

    void team(UUID id) {
        teams.add(id);
    }

    void token(UUID id) {
        tokens.add(id);
    }

    /** @param before where the limit was; null if it is new or the same */
    void scopeOf(@Nullable LimitPolicy before, LimitPolicy now) {
        if (before != null) {
            scope(before.tenantId(), before.teamId(), before.tokenId());
        }
        scope(now.tenantId(), now.teamId(), now.tokenId());
    }

    /** @param before where the budget was; null if it is new or the same */
    void scopeOf(@Nullable BudgetPolicy before, BudgetPolicy now) {
        if (before != null) {
            scope(before.tenantId(), before.teamId(), before.tokenId());
        }
        scope(now.tenantId(), now.teamId(), now.tokenId());
    }

    /** Its name is in names of models, in aliases and in prices. */
    void provider(UUID id) {
        providers.add(id);
        aliases = true;
        prices = true;
    }

    void models(UUID provider) {
        providers.add(provider);
        prices = true;
    }

    void keysOf(UUID provider) {
        providers.add(provider);
        aliases = true;
    }

    void key(ProviderKey key, @Nullable ProviderKey before) {
        keys.add(key.id());
        providers.add(key.providerId());
        aliases = true;
        if (before != null) {
            providers.add(before.providerId());
        }
    }

    void aliases() {
        aliases = true;
    }

    void prices() {
        prices = true;
    }

    private void scope(UUID tenant, @Nullable UUID team, @Nullable UUID token) {
        if (token != null) {
            tokens.add(token);
        } else if (team != null) {
            teams.add(team);
        } else {
            tenants.add(tenant);
        }
    }
}
