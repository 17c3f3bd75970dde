package dev.keyway.admin.config;

import dev.keyway.admin.alert.ChannelView;
import dev.keyway.admin.alias.AliasView;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.policy.BudgetView;
import dev.keyway.admin.policy.LimitSettings;
import dev.keyway.admin.policy.LimitView;
import dev.keyway.admin.policy.NewBudget;
import dev.keyway.admin.policy.Target;
import dev.keyway.admin.price.NewPrice;
import dev.keyway.admin.price.NewPriceList;
import dev.keyway.admin.price.PriceListView;
import dev.keyway.admin.price.PriceView;
import dev.keyway.admin.provider.AccountSettings;
import dev.keyway.admin.provider.AccountView;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.TenantView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is there, as a file says it: in an order that depends on names alone. */
final class Export {

    private final State state;

    private Export(State state) {
        this.state = state;
    }

    static Configuration of(State state) {
        return new Export(state).all();
    }

    private Configuration all() {
        return new Configuration(
                Configuration.FORMAT,
                sorted(state.providers(), ProviderView::slug)
                        .map(this::provider)
                        .toList(),
                sorted(state.aliases(), AliasView::name).map(AliasEntry::of).toList(),
                sorted(state.tenants(), TenantView::name).map(this::tenant).toList(),
                channels(Scope.INSTALLATION));
    }

    private ProviderEntry provider(ProviderView provider) {
        return ProviderEntry.of(provider)
                .with(
                        provider.declaration(),
                        sorted(within(state.accounts(), provider.id()), AccountView::name)
                                .map(Export::account)
                                .toList(),
                        sorted(within(state.models(), provider.id()), ModelView::name)
                                .map(model -> ModelEntry.of(model).with(prices(model)))
                                .toList());
    }

    static AccountSettings account(AccountView account) {
        return new AccountSettings(account.name());
    }

    private List<NewPriceList> prices(ModelView model) {
        return within(state.prices(), model.id()).stream()
                .sorted(Comparator.comparing(PriceListView::tier).thenComparing(PriceListView::validFrom))
                .map(Export::prices)
                .toList();
    }

    static NewPriceList prices(PriceListView list) {
        return new NewPriceList(
                list.tier(),
                list.validFrom(),
                list.source().isEmpty() ? null : list.source(),
                list.prices().stream()
                        .sorted(Comparator.comparing(PriceView::meter)
                                .thenComparingLong(PriceView::promptFloor)
                                .thenComparing(PriceView::hoursFrom, Comparator.nullsFirst(Comparator.naturalOrder())))
                        .map(price -> new NewPrice(
                                price.meter(),
                                price.promptFloor(),
                                price.hoursFrom(),
                                price.hoursTo(),
                                price.perMillion()))
                        .toList());
    }

    private TenantEntry tenant(TenantView tenant) {
        TenantEntry own = TenantEntry.of(tenant);
        Target target = Target.tenant(tenant.id());
        return new TenantEntry(
                own.name(),
                own.description(),
                own.zone(),
                own.blocked(),
                own.labels(),
                own.tagNames(),
                limits(target),
                budgets(target),
                channels(Scope.tenant(tenant.id())),
                sorted(within(state.teams(), tenant.id()), TeamView::name)
                        .map(this::team)
                        .toList());
    }

    private TeamEntry team(TeamView team) {
        TeamEntry own = TeamEntry.of(team);
        Target target = Target.team(team.tenantId(), team.id());
        return new TeamEntry(
                own.name(), own.description(), own.blocked(), own.labels(), limits(target), budgets(target));
    }

    private LimitSettings limits(Target target) {
        LimitView limits = state.limits().get(target);
        return limits == null ? LimitSettings.NONE : limits.settings();
    }

    private List<NewBudget> budgets(Target target) {
        return state.budgets().getOrDefault(target, List.of()).stream()
                .map(Export::budget)
                .sorted(Comparator.comparing(NewBudget::period))
                .toList();
    }

    static NewBudget budget(BudgetView budget) {
        return new NewBudget(budget.period(), budget.amount(), budget.hard(), budget.strict(), budget.softThresholds());
    }

    private List<ChannelEntry> channels(Scope scope) {
        return state.channels().getOrDefault(scope, List.of()).stream()
                .sorted(Comparator.comparing((ChannelView channel) -> lower(channel.name()))
                        .thenComparing(ChannelView::id))
                .map(ChannelEntry::of)
                .toList();
    }

    private static <V> Stream<V> sorted(List<V> things, Function<V, String> name) {
        return things.stream()
                .sorted(Comparator.comparing((V thing) -> lower(name.apply(thing)))
                        .thenComparing(name));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static <V> List<V> within(Map<UUID, List<V>> things, UUID id) {
        return things.getOrDefault(id, List.of());
    }
}
