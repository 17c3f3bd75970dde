package dev.keyway.admin.demo;

import dev.keyway.admin.alias.AliasSettings;
import dev.keyway.admin.alias.AliasTarget;
import dev.keyway.admin.alias.Aliases;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.policy.Budgets;
import dev.keyway.admin.policy.Limits;
import dev.keyway.admin.policy.NewBudget;
import dev.keyway.admin.policy.Period;
import dev.keyway.admin.policy.Target;
import dev.keyway.admin.provider.Providers;
import dev.keyway.admin.tenant.ServiceAccountSettings;
import dev.keyway.admin.tenant.ServiceAccounts;
import dev.keyway.admin.tenant.TeamSettings;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.TenantSettings;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.admin.token.IssuedToken;
import dev.keyway.admin.token.NewToken;
import dev.keyway.admin.token.ProxyTokens;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant with two teams, each with limits, a budget and tokens, and the alias that they call. */
@Component
class ExampleCompany {

    static final String NAME = "Example";

    static final String ALIAS = "fast";

    /** Targets of the alias. */
    static final List<String> FAST =
            List.of("openai/gpt-4o-mini", "anthropic/claude-haiku-4-5", "gemini/gemini-2.5-flash");

    private static final Duration LIFE = Duration.ofDays(90);
    private static final IfMatch UNSET = new IfMatch(0);

    private final Tenants tenants;
    private final Teams teams;
    private final ServiceAccounts accounts;
    private final ProxyTokens tokens;
    private final Limits limits;
    private final Budgets budgets;
    private final Providers providers;
    private final Aliases aliases;
    private final JsonMapper json;
    private final Clock clock;

    ExampleCompany(
            Tenants tenants,
            Teams teams,
            ServiceAccounts accounts,
            ProxyTokens tokens,
            Limits limits,
            Budgets budgets,
            Providers providers,
            Aliases aliases,
            JsonMapper json,
            Clock clock) {
        this.tenants = tenants;
        this.teams = teams;
        this.accounts = accounts;
        this.tokens = tokens;
        this.limits = limits;
        this.budgets = budgets;
        this.providers = providers;
        this.aliases = aliases;
        this.json = json;
        this.clock = clock;
    }

    /** Makes it, in the caller's transaction; what is answered is the only place where the secrets of its tokens are shown. */
    List<IssuedToken> make() {
        UUID tenant = tenants.create(new TenantSettings(
                        NAME,
                        "An example company: look around, change it, delete it",
                        "UTC",
                        false,
                        Map.of(),
                        List.of("feature", "stage")))
                .id();
        budget(Target.tenant(tenant), Period.MONTH, "1000", true);
        makeAlias();
        return Stream.of(research(tenant), support(tenant))
                .flatMap(List::stream)
                .toList();
    }

    private List<IssuedToken> research(UUID tenant) {
        TeamView team = teams.create(tenant, new TeamSettings("Research", "May call every model", false, Map.of()));
        Target target = Target.team(tenant, team.id());
        limit(target, Map.of("requestsPerMinute", 600, "tokensPerMinute", 400_000, "concurrentRequests", 32));
        budget(target, Period.MONTH, "500", true);
        UUID account = accounts.create(
                        tenant, team.id(), new ServiceAccountSettings("nightly reports", Role.MEMBER, false))
                .id();
        return List.of(
                tokens.issue(
                        tenant,
                        team.id(),
                        new NewToken("notebooks", "For people who try things", null, null, null, Map.of())),
                tokens.issue(
                        tenant,
                        team.id(),
                        new NewToken("nightly reports", "For a program, each night", null, account, null, Map.of())));
    }

    private List<IssuedToken> support(UUID tenant) {
        TeamView team = teams.create(tenant, new TeamSettings("Support", "Calls by an alias only", false, Map.of()));
        Target target = Target.team(tenant, team.id());
        limit(target, Map.of("requestsPerMinute", 120, "concurrentRequests", 8, "allowedModels", List.of(ALIAS)));
        budget(target, Period.DAY, "20", false);
        return List.of(tokens.issue(
                tenant,
                team.id(),
                new NewToken(
                        "chat widget", "Expires automatically", clock.instant().plus(LIFE), null, null, Map.of())));
    }

    private void limit(Target target, Map<String, Object> settings) {
        JsonNode patch = json.valueToTree(settings);
        var unused = limits.change(target, UNSET, patch);
    }

    private void budget(Target target, Period period, String dollars, boolean hard) {
        var unused = budgets.create(target, new NewBudget(period, new BigDecimal(dollars), hard, false, null));
    }

    /** Of those providers that are there; of none there is no alias. */
    private void makeAlias() {
        List<AliasTarget> targets = FAST.stream()
                .map(name -> name.split("/", 2))
                .flatMap(name ->
                        providers.find(name[0]).stream().map(provider -> new AliasTarget(provider.id(), name[1])))
                .toList();
        if (!targets.isEmpty()) {
            var unused =
                    aliases.create(new AliasSettings(ALIAS, "Cheap and quick, whoever serves it just now", targets));
        }
    }
}
