package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.config.Account;
import dev.keyway.contract.config.BudgetPolicy;
import dev.keyway.contract.config.LimitPolicy;
import dev.keyway.contract.config.Model;
import dev.keyway.contract.config.ProviderKey;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Removal of resources, each with what belongs to it. */
final class Removal {

    private final HeldConfiguration held;
    private final Touched touched;

    Removal(HeldConfiguration held, Touched touched) {
        this.held = held;
        this.touched = touched;
    }

    /** Removes a resource; a list that a later release knows is passed over. */
    void remove(String list, UUID id) {
        switch (list) {
            case "tenants" -> tenant(id);
            case "teams" -> team(id);
            case "tokens" -> token(id);
            case "limits" -> with(held.limits.remove(id), gone -> touched.scopeOf(null, gone));
            case "budgets" -> with(held.budgets.remove(id), gone -> touched.scopeOf(null, gone));
            case "providers" -> provider(id);
            case "accounts" -> with(held.accounts.remove(id), (Account gone) -> touched.keysOf(gone.providerId()));
            case "models" -> model(id);
            case "prices" -> with(held.prices.remove(id), gone -> touched.prices());
            case "aliases" -> with(held.aliases.remove(id), gone -> touched.aliases());
            case "keys" -> key(id);
            default -> {}
        }
    }

    private void tenant(UUID id) {
        held.teams.of(id).forEach(team -> team(team.id()));
        policies(id);
        held.tenants.remove(id);
        held.forgetUserKey(id);
        touched.tenant(id);
    }

    private void team(UUID id) {
        held.tokens.of(id).forEach(token -> token(token.id()));
        policies(id);
        held.teams.remove(id);
        touched.team(id);
    }

    private void token(UUID id) {
        policies(id);
        held.tokens.remove(id);
        touched.token(id);
    }

    private void policies(UUID scope) {
        held.limits.of(scope).stream().map(LimitPolicy::id).forEach(held.limits::remove);
        held.budgets.of(scope).stream().map(BudgetPolicy::id).forEach(held.budgets::remove);
    }

    private void provider(UUID id) {
        held.accounts.of(id).forEach(account -> held.accounts.remove(account.id()));
        held.keys.of(id).forEach(key -> key(key.id()));
        held.models.of(id).forEach(model -> model(model.id()));
        held.providers.remove(id);
        touched.provider(id);
    }

    private void model(UUID id) {
        held.prices.of(id).forEach(price -> held.prices.remove(price.id()));
        with(held.models.remove(id), (Model gone) -> touched.models(gone.providerId()));
    }

    private void key(UUID id) {
        held.forgetSecret(id);
        with(held.keys.remove(id), (ProviderKey gone) -> touched.key(gone, null));
    }

    private static <T> void with(@Nullable T removed, Consumer<T> then) {
        if (removed != null) {
            then.accept(removed);
        }
    }
}
