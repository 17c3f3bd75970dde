package dev.keyway.admin.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all levels come to for one token: a call must meet every one of them.
 *
 * @param mayCall whether it may call at all, or the model that was asked about
 * @param refusedBecause why not; none if it may
 * @param enforced whether gateways of this release enforce the rate limits and budgets that follow
 * @param requestsPerMinute the least of all levels, and whose it is; null: no limit
 * @param allowedModels what all levels allow together, with *; null: every model
 * @param modelsCombined whether allowedModels is that; false if the lists are too long to compare: then it is the list of the
 *     lowest level that has one, and a model must be in the lists of all levels
 * @param allowedAddresses what all levels allow together; null: every address
 * @param levels the limits of each level, from the token up
 * @param budgets those of all levels
 */
public record EffectivePolicy(
        boolean mayCall,
        List<Refusal> refusedBecause,
        boolean enforced,
        @Nullable Bound requestsPerMinute,
        @Nullable Bound tokensPerMinute,
        @Nullable Bound concurrentRequests,
        @Nullable List<String> allowedModels,
        boolean modelsCombined,
        @Nullable List<String> allowedAddresses,
        List<LimitView> levels,
        List<BudgetView> budgets) {

    /**
     * Why a call is refused.
     *
     * @param code that the gateway answers, too
     */
    public record Refusal(String code, String message) {}

    /** A limit, and the level that sets it. */
    public record Bound(long value, Level level) {}

    /** Whose a limit is. */
    public enum Level {
        TENANT,
        TEAM,
        TOKEN
    }
}
