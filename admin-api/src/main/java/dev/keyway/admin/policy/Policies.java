package dev.keyway.admin.policy;

import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.admin.token.ProxyTokens;
import dev.keyway.admin.token.TokenStatus;
import dev.keyway.admin.token.TokenView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Explains what binds the calls of a token, or of a tenant or team, and why one is let through or not. */
@Service
class Policies {

    private final Limits limits;
    private final Budgets budgets;
    private final Tenants tenants;
    private final Teams teams;
    private final ProxyTokens tokens;
    private final ModelNames names;
    private final UnpricedModels unpriced;
    private final BudgetWindows windows;
    private final Enforcement enforcement;

    Policies(
            Limits limits,
            Budgets budgets,
            Tenants tenants,
            Teams teams,
            ProxyTokens tokens,
            ModelNames names,
            UnpricedModels unpriced,
            BudgetWindows windows,
            Enforcement enforcement) {
        this.limits = limits;
        this.budgets = budgets;
        this.tenants = tenants;
        this.teams = teams;
        this.tokens = tokens;
        this.names = names;
        this.unpriced = unpriced;
        this.windows = windows;
        this.enforcement = enforcement;
    }

    @Transactional(readOnly = true)
    public EffectivePolicy of(Target target, @Nullable String model) {
        List<Target> levels =
                Stream.concat(Stream.of(target), target.above().stream()).toList();
        List<EffectivePolicy.Refusal> refusals = refusals(target);
        Map<Target, LimitView> set = new LinkedHashMap<>();
        levels.forEach(level -> set.put(level, limits.get(level)));
        Allowed allowed = Allowed.by(set.values());
        refusals.addAll(allowed.refusals(names::anyIsKnown, model));
        List<BudgetView> of = levels.stream()
                .flatMap(level -> budgets.of(level).stream())
                .map(budget -> budget.with(windows.of(budget)))
                .toList();
        List<EffectivePolicy.Refusal> notJudged = notJudged(set.values(), allowed);
        HardBudgets hard = HardBudgets.of(of);
        UnpricedModels.Verdict verdict =
                hard.bind() && model != null ? unpriced.of(model, hard.strict()) : UnpricedModels.Verdict.NONE;
        notJudged.addAll(hard.notJudged(verdict));
        String notEnforced = enforcement.missing().orElse(null);
        if (notEnforced == null) {
            hard.refusal(verdict).ifPresent(refusals::add);
            of.stream().flatMap(budget -> spent(budget).stream()).forEach(refusals::add);
        }
        return new EffectivePolicy(
                refusals.isEmpty(),
                refusals.isEmpty() ? "ok" : refusals.getFirst().code(),
                refusals,
                notJudged,
                notEnforced == null,
                notEnforced,
                least(set, LimitView::requestsPerMinute),
                least(set, LimitView::tokensPerMinute),
                least(set, LimitView::concurrentRequests),
                allowed.models(),
                allowed.combined(),
                allowed.addresses(),
                List.copyOf(set.values()),
                of);
    }

    /** The refusal by a budget of which nothing is left. */
    private static Optional<EffectivePolicy.Refusal> spent(BudgetView budget) {
        BudgetWindow window = budget.window();
        if (!budget.hard() || window == null || window.left().signum() > 0) {
            return Optional.empty();
        }
        EffectivePolicy.Level level =
                EffectivePolicy.Level.valueOf(budget.target().level().name());
        String message = "The %s's budget of %s dollars %s is spent%s."
                .formatted(
                        level.name().toLowerCase(Locale.ROOT),
                        window.cap().toPlainString(),
                        budget.period() == Period.TOTAL
                                ? "in all"
                                : "a " + budget.period().name().toLowerCase(Locale.ROOT),
                        window.resetsAt() == null ? "" : ", until " + window.resetsAt());
        return Optional.of(new EffectivePolicy.Refusal(
                "insufficient_quota",
                message,
                new EffectivePolicy.Quota(
                        level, budget.id(), budget.period(), window.cap(), window.booked(), window.resetsAt())));
    }

    private static List<EffectivePolicy.Refusal> notJudged(Collection<LimitView> levels, Allowed allowed) {
        List<EffectivePolicy.Refusal> notJudged = new ArrayList<>();
        if (allowed.addresses() != null && !allowed.addresses().isEmpty()) {
            notJudged.add(new EffectivePolicy.Refusal(
                    "address_not_allowed", "It depends on the address from which the call comes."));
        }
        if (levels.stream().anyMatch(level -> level.requestsPerMinute() != null || level.tokensPerMinute() != null)) {
            notJudged.add(new EffectivePolicy.Refusal(
                    "rate_limit_exceeded", "Only gateways know how many requests and tokens the last minute had."));
        }
        if (levels.stream().anyMatch(level -> level.concurrentRequests() != null)) {
            notJudged.add(new EffectivePolicy.Refusal(
                    "concurrency_exceeded", "Only gateways know how many requests are in progress."));
        }
        return notJudged;
    }

    private List<EffectivePolicy.Refusal> refusals(Target target) {
        List<EffectivePolicy.Refusal> refusals = new ArrayList<>();
        UUID team = target.team();
        UUID token = target.token();
        if (team != null && token != null) {
            TokenView known = tokens.get(target.tenant(), team, token);
            if (known.status() != TokenStatus.ACTIVE) {
                String status = known.status().name().toLowerCase(Locale.ROOT);
                refusals.add(new EffectivePolicy.Refusal(status + "_token", "The token is " + status + "."));
            }
        }
        if (team != null && teams.get(target.tenant(), team).blockedAt() != null) {
            refusals.add(new EffectivePolicy.Refusal("blocked_token", "The team is blocked."));
        }
        if (tenants.get(target.tenant()).blockedAt() != null) {
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
