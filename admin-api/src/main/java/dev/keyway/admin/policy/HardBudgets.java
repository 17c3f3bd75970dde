package dev.keyway.admin.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hard budgets of all levels of a token, as far as they refuse a call before anything of them is spent.
 *
 * @param bind whether there is one
 * @param strict whether one of them is strict
 */
record HardBudgets(boolean bind, boolean strict) {

    private static final String UNPRICED = "model_unpriced";
    private static final String UNBOUNDED = "cost_unbounded";

    static HardBudgets of(List<BudgetView> budgets) {
        return new HardBudgets(
                budgets.stream().anyMatch(BudgetView::hard),
                budgets.stream().anyMatch(budget -> budget.hard() && budget.strict()));
    }

    /** The refusal of a model without a price; under a strict budget, nobody can say what it costs at most. */
    Optional<EffectivePolicy.Refusal> refusal(UnpricedModels.Verdict verdict) {
        if (verdict != UnpricedModels.Verdict.ALL) {
            return Optional.empty();
        }
        return Optional.of(
                strict
                        ? new EffectivePolicy.Refusal(
                                UNBOUNDED,
                                "A strict budget binds, and without a price of the model a call has no highest cost.")
                        : new EffectivePolicy.Refusal(UNPRICED, "A hard budget binds, and the model has no price."));
    }

    /** What depends on the call, and on what gateways know. */
    List<EffectivePolicy.Refusal> notJudged(UnpricedModels.Verdict verdict) {
        List<EffectivePolicy.Refusal> notJudged = new ArrayList<>();
        if (verdict == UnpricedModels.Verdict.SOME) {
            notJudged.add(new EffectivePolicy.Refusal(
                    UNPRICED, "Not everything that a call can use has a price: it depends on what the call uses."));
        }
        if (strict && verdict != UnpricedModels.Verdict.ALL) {
            notJudged.add(new EffectivePolicy.Refusal(
                    UNBOUNDED,
                    "It depends on the call whether what it can cost at most is known, as a strict budget requires."));
        }
        if (bind) {
            notJudged.add(
                    new EffectivePolicy.Refusal(
                            "budget_reserved",
                            "It depends on what requests in progress hold of the budgets, and on what the gateway is granted."));
            notJudged.add(new EffectivePolicy.Refusal(
                    "accounting_unavailable", "It depends on whether the gateway knows what is spent of the budgets."));
        }
        return notJudged;
    }
}
