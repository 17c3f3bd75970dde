package dev.keyway.admin.config;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.policy.BudgetView;
import dev.keyway.admin.policy.Budgets;
import dev.keyway.admin.policy.LimitSettings;
import dev.keyway.admin.policy.LimitView;
import dev.keyway.admin.policy.Limits;
import dev.keyway.admin.policy.NewBudget;
import dev.keyway.admin.policy.SoftThresholds;
import dev.keyway.admin.policy.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Brings the limits and budgets of tenants and teams to be as the file says. */
@Component
final class PolicyApplier {

    private final Limits limits;
    private final Budgets budgets;
    private final JsonMapper json;

    PolicyApplier(Limits limits, Budgets budgets, JsonMapper json) {
        this.limits = limits;
        this.budgets = budgets;
        this.json = json;
    }

    void applyLimits(ApplyPlan plan, Place place, Target target, @Nullable LimitSettings wanted, State state) {
        LimitView known = state.limits().get(target);
        LimitSettings there = known == null ? LimitSettings.NONE : known.settings();
        if (wanted == null || there.saysTheSameAs(wanted)) {
            return;
        }
        IfMatch version = new IfMatch(known == null ? 0 : known.version());
        boolean unused = plan.change(Subject.LIMIT_POLICY, place.member("limits"), there, wanted, () -> {
            LimitView changed = limits.change(target, version, json.valueToTree(wanted));
            plan.warn(place.member("limits"), changed.warnings());
        });
    }

    void applyBudgets(ApplyPlan plan, Place place, Target target, @Nullable List<NewBudget> wanted, State state) {
        ResourcePlan<BudgetView, NewBudget> resources = resources(target);
        List<BudgetView> there = state.budgets().getOrDefault(target, List.of());
        plan.apply(resources, place, wanted, there, (at, id, known, entry) -> {});
        plan.prune(resources, place, wanted, there);
    }

    private ResourcePlan<BudgetView, NewBudget> resources(Target target) {
        return new ResourcePlan<>(
                Subject.BUDGET_POLICY,
                "budgets",
                budget -> budget.period().name(),
                budget -> budget.period().name(),
                Export::budget,
                (there, wanted) -> there.amount().compareTo(wanted.amount()) == 0
                        && there.hard() == isHard(wanted)
                        && there.strict() == wanted.strict()
                        && there.softThresholds().equals(SoftThresholds.of(wanted.softThresholds())),
                entry -> budgets.create(target, entry),
                (before, entry) -> {
                    BudgetView unused = budgets.change(
                            target,
                            before.id(),
                            new IfMatch(before.version()),
                            json.createObjectNode()
                                    .put(
                                            "amount",
                                            Money.dollars(Money.nanos("amount", entry.amount()))
                                                    .toPlainString())
                                    .put("hard", isHard(entry))
                                    .put("strict", entry.strict())
                                    .set(
                                            "softThresholds",
                                            json.valueToTree(SoftThresholds.of(entry.softThresholds()))));
                },
                budget -> budgets.delete(target, budget.id()));
    }

    private static boolean isHard(NewBudget budget) {
        return budget.hard() == null || budget.hard();
    }
}
