package dev.keyway.admin.policy;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.ListRequest;
import dev.keyway.admin.paging.Page;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Limits and budgets, on the three levels that have them. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
class PolicyController {

    private static final String TEAM = "/teams/{team}";
    private static final String TOKEN = TEAM + "/tokens/{token}";
    private static final String POLICY = "/effective-policy";
    private static final String LIMITS = "/limits";
    private static final String BUDGETS = "/budgets";
    private static final String BUDGET = BUDGETS + "/{budget}";
    private static final String RAISES = BUDGET + "/raises";
    private static final String RAISE = RAISES + "/{raise}";

    private final Targets targets;
    private final Limits limits;
    private final Budgets budgets;
    private final BudgetWindows windows;
    private final Policies policies;
    private final ModelNames names;
    private final Creates creates;

    PolicyController(
            Targets targets,
            Limits limits,
            Budgets budgets,
            BudgetWindows windows,
            Policies policies,
            ModelNames names,
            Creates creates) {
        this.targets = targets;
        this.limits = limits;
        this.budgets = budgets;
        this.windows = windows;
        this.policies = policies;
        this.names = names;
        this.creates = creates;
    }

    /**
     * Explains what binds a proxy token, or all tokens of a tenant or team: whether they may call now, why not, the tightest limits of
     * each level, and the budgets with their current windows.
     *
     * @param model a name to ask about, as a call would give it
     */
    @GetMapping({POLICY, TEAM + POLICY, TOKEN + POLICY})
    EffectivePolicy effective(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @RequestParam(required = false) @Nullable String model) {
        return policies.of(targets.require(tenant, team, token), model);
    }

    /** Returns the limits. */
    @GetMapping({LIMITS, TEAM + LIMITS, TOKEN + LIMITS})
    ResponseEntity<LimitView> limits(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token) {
        return Versioned.answer(limits.get(targets.require(tenant, team, token)));
    }

    /**
     * Changes the limits. The tightest of tenant, team and token applies. What is stored without effect, and models that nothing
     * known matches, are reported as warnings.
     */
    @MergePatchMapping({LIMITS, TEAM + LIMITS, TOKEN + LIMITS})
    ResponseEntity<LimitView> changeLimits(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            IfMatch version,
            @RequestBody JsonNode patch) {
        LimitView changed = limits.change(targets.require(tenant, team, token), version, patch);
        return Versioned.answer(changed.checked(names.known()));
    }

    /** Lists the budgets: at most one for each period. */
    @GetMapping({BUDGETS, TEAM + BUDGETS, TOKEN + BUDGETS})
    Page<BudgetView> budgets(
            ListRequest list,
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token) {
        return Page.whole(budgets.of(targets.require(tenant, team, token)), list);
    }

    /** Creates a budget: at most one for each period. */
    @PostMapping({BUDGETS, TEAM + BUDGETS, TOKEN + BUDGETS})
    ResponseEntity<BudgetView> createBudget(
            Creation creation,
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @Valid @RequestBody NewBudget request) {
        Target target = targets.require(tenant, team, token);
        return creates.create(creation, request, BudgetView.class, () -> budgets.create(target, request));
    }

    /**
     * Returns a budget: its amount, the raises in force, and its current window with what is spent of it and what gateways may still
     * spend.
     */
    @GetMapping({BUDGET, TEAM + BUDGET, TOKEN + BUDGET})
    ResponseEntity<BudgetView> budget(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @PathVariable UUID budget) {
        BudgetView view = budgets.get(targets.require(tenant, team, token), budget);
        return Versioned.answer(view.with(windows.of(view)));
    }

    /** Changes a budget. */
    @MergePatchMapping({BUDGET, TEAM + BUDGET, TOKEN + BUDGET})
    ResponseEntity<BudgetView> changeBudget(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @PathVariable UUID budget,
            IfMatch version,
            @RequestBody JsonNode patch) {
        return Versioned.answer(budgets.change(targets.require(tenant, team, token), budget, version, patch));
    }

    /**
     * Raises a budget: more for a time, which ends by itself. A repeated call with the same Idempotency-Key raises it
     * once.
     */
    @PostMapping({RAISES, TEAM + RAISES, TOKEN + RAISES})
    ResponseEntity<BudgetView> raise(
            Creation creation,
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @PathVariable UUID budget,
            @Valid @RequestBody NewRaise request) {
        Target target = targets.require(tenant, team, token);
        return creates.change(creation, request, BudgetView.class, () -> budgets.raise(target, budget, request));
    }

    /** Withdraws a raise: the budget is without it from now on. */
    @DeleteMapping({RAISE, TEAM + RAISE, TOKEN + RAISE})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @PathVariable UUID budget,
            @PathVariable UUID raise) {
        budgets.withdraw(targets.require(tenant, team, token), budget, raise);
    }

    /** Deletes a budget. */
    @DeleteMapping({BUDGET, TEAM + BUDGET, TOKEN + BUDGET})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteBudget(
            @PathVariable UUID tenant,
            @PathVariable(required = false) @Nullable UUID team,
            @PathVariable(required = false) @Nullable UUID token,
            @PathVariable UUID budget) {
        budgets.delete(targets.require(tenant, team, token), budget);
    }
}
