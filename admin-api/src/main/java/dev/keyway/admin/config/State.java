package dev.keyway.admin.config;

import static java.util.stream.Collectors.groupingBy;

import dev.keyway.admin.alert.ChannelView;
import dev.keyway.admin.alert.Channels;
import dev.keyway.admin.alias.AliasView;
import dev.keyway.admin.alias.Aliases;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.policy.BudgetView;
import dev.keyway.admin.policy.Budgets;
import dev.keyway.admin.policy.LimitView;
import dev.keyway.admin.policy.Limits;
import dev.keyway.admin.policy.Target;
import dev.keyway.admin.price.PriceListView;
import dev.keyway.admin.price.Prices;
import dev.keyway.admin.provider.AccountView;
import dev.keyway.admin.provider.Accounts;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.TenantView;
import dev.keyway.admin.tenant.Tenants;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What is there, with what is within each thing by the thing's id. */
record State(
        List<ProviderView> providers,
        Map<UUID, List<AccountView>> accounts,
        Map<UUID, List<ModelView>> models,
        Map<UUID, List<PriceListView>> prices,
        List<AliasView> aliases,
        List<TenantView> tenants,
        Map<UUID, List<TeamView>> teams,
        Map<Target, LimitView> limits,
        Map<Target, List<BudgetView>> budgets,
        Map<Scope, List<ChannelView>> channels) {

    /** Reads it within the transaction of whoever asks: a query for each kind. */
    @Component
    static class Source {

        private final Providers providers;
        private final Accounts accounts;
        private final Models models;
        private final Prices prices;
        private final Aliases aliases;
        private final Tenants tenants;
        private final Teams teams;
        private final Limits limits;
        private final Budgets budgets;
        private final Channels channels;

        Source(
                Providers providers,
                Accounts accounts,
                Models models,
                Prices prices,
                Aliases aliases,
                Tenants tenants,
                Teams teams,
                Limits limits,
                Budgets budgets,
                Channels channels) {
            this.providers = providers;
            this.accounts = accounts;
            this.models = models;
            this.prices = prices;
            this.aliases = aliases;
            this.tenants = tenants;
            this.teams = teams;
            this.limits = limits;
            this.budgets = budgets;
            this.channels = channels;
        }

        State read() {
            return new State(
                    providers.all(),
                    accounts.all().stream().collect(groupingBy(AccountView::providerId)),
                    models.all().stream().collect(groupingBy(ModelView::providerId)),
                    prices.all().stream().collect(groupingBy(PriceListView::modelId)),
                    aliases.all(),
                    tenants.all(),
                    teams.all().stream().collect(groupingBy(TeamView::tenantId)),
                    limits.ofTenantsAndTeams(),
                    budgets.ofTenantsAndTeams(),
                    channels.all().stream().collect(groupingBy(ChannelView::scope)));
        }
    }
}
