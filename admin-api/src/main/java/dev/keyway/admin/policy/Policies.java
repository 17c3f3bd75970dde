package dev.keyway.admin.policy;

import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.admin.token.ProxyTokens;
import dev.keyway.admin.token.TokenStatus;
import dev.keyway.admin.token.TokenView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Explains to whoever asks why a call of a token is let through or not. */
@Service
class Policies {

    /** Gateways of this release record what limits and budgets concern, and refuse nothing because of them. */
    private static final boolean LIMITS_ENFORCED = false;

    private final Limits limits;
    private final Budgets budgets;
    private final Tenants tenants;
    private final Teams teams;
    private final ProxyTokens tokens;
    private final ModelNames names;

    Policies(Limits limits, Budgets budgets, Tenants tenants, Teams teams, ProxyTokens tokens, ModelNames names) {
        this.limits = limits;
        this.budgets = budgets;
        this.tenants = tenants;
        this.teams = teams;
        this.tokens = tokens;
        this.names = names;
    }

    @Transactional(readOnly = true)
    public EffectivePolicy of(UUID tenant, UUID team, UUID token, @Nullable String model) {
        Target target = new Target(tenant, team, token);
        List<Target> levels =
                Stream.concat(Stream.of(target), target.above().stream()).toList();
        List<EffectivePolicy.Refusal> refusals = refusals(tenant, team, token);
        Map<Target, LimitView> set = new LinkedHashMap<>();
        levels.forEach(level -> set.put(level, limits.get(level)));
        Allowed allowed = Allowed.by(set.values());
        refusals.addAll(allowed.refusals(names::anyIsKnown, model));
        return new EffectivePolicy(
                refusals.isEmpty(),
                refusals,
                LIMITS_ENFORCED,
                least(set, LimitView::requestsPerMinute),
                least(set, LimitView::tokensPerMinute),
                least(set, LimitView::concurrentRequests),
                allowed.models(),
                allowed.combined(),
                allowed.addresses(),
                List.copyOf(set.values()),
                levels.stream().flatMap(level -> budgets.of(level).stream()).toList());
    }

    private List<EffectivePolicy.Refusal> refusals(UUID tenant, UUID team, UUID token) {
        List<EffectivePolicy.Refusal> refusals = new ArrayList<>();
        TokenView known = tokens.get(tenant, team, token);
        if (known.status() != TokenStatus.ACTIVE) {
            String status = known.status().name().toLowerCase(Locale.ROOT);
            refusals.add(new EffectivePolicy.Refusal(status + "_token", "The token is " + status + "."));
        }
        if (teams.get(tenant, team).blockedAt() != null) {
            refusals.add(new EffectivePolicy.Refusal("blocked_token", "The team is blocked."));
        }
        if (tenants.get(tenant).blockedAt() != null) {
            refusals.add(new EffectivePolicy.Refusal("blocked_token", "The tenant is blocked."));
        }
        return refusals;
    }

    private static EffectivePolicy.@Nullable Bound least(
            Map<Target, LimitView> levels, Function<LimitView, @Nullable Long> limit) {
        EffectivePolicy.Bound least = null;
        for (Map.Entry<Target, LimitView> level : levels.entrySet()) {
            Long value = limit.apply(level.getValue());
            if (value != null && (least == null || value < least.value())) {
                least = new EffectivePolicy.Bound(
                        value,
                        EffectivePolicy.Level.valueOf(level.getKey().level().name()));
            }
        }
        return least;
    }
}
