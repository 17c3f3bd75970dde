package dev.keyway.admin.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all levels come to for one token: a call must keep every one of them.
 *
 * @param mayCall whether it may call at all
 * @param refusedBecause why not; none if it may
 * @param requestsPerMinute the least of all levels, and whose it is; null: no limit
 * @param levels the limits of each level, from the token up
 * @param budgets those of all levels
 */
public record EffectivePolicy(
        boolean mayCall,
        List<String> refusedBecause,
        @Nullable Bound requestsPerMinute,
        @Nullable Bound tokensPerMinute,
        @Nullable Bound concurrentRequests,
        List<LimitView> levels,
        List<BudgetView> budgets) {

    /** A limit, and the level that sets it. */
    public record Bound(long value, Level level) {}

    /** Whose a limit is. */
    public enum Level {
        TENANT,
        TEAM,
        TOKEN
    }
}
