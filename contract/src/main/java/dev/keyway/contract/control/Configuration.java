package dev.keyway.contract.control;

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
import java.util.List;

/** All that gateways serve by, or a part of it; a list that is left out is empty. */
public record Configuration(
        List<Tenant> tenants,
        List<Team> teams,
        List<Token> tokens,
        List<LimitPolicy> limits,
        List<BudgetPolicy> budgets,
        List<Provider> providers,
        List<Account> accounts,
        List<Model> models,
        List<Price> prices,
        List<Alias> aliases,
        List<ProviderKey> keys) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Configuration {
        tenants = tenants == null ? List.of() : List.copyOf(tenants);
        teams = teams == null ? List.of() : List.copyOf(teams);
        tokens = tokens == null ? List.of() : List.copyOf(tokens);
        limits = limits == null ? List.of() : List.copyOf(limits);
        budgets = budgets == null ? List.of() : List.copyOf(budgets);
        providers = providers == null ? List.of() : List.copyOf(providers);
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
        models = models == null ? List.of() : List.copyOf(models);
        prices = prices == null ? List.of() : List.copyOf(prices);
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        keys = keys == null ? List.of() : List.copyOf(keys);
    }
}
