package dev.keyway.admin.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What all levels come to for a token, or for all tokens of a tenant or team: a call must meet every one of them.
 *
 * @param mayCall whether it may call at all, or the model that was asked about
 * @param wouldMeet {@code ok}, or the code that a call would get now: the first of those that follow
 * @param refusedBecause why it may not; none if it may
 * @param notJudged what a call may meet as well, which is not known here
 * @param enforced whether gateways enforce the rate limits and budgets that follow
 * @param notEnforcedBecause why they do not; null if they do
 * @param requestsPerMinute the least of all levels, and whose it is; null: no limit
 * @param allowedModels what all levels allow together, with *; null: every model
 * @param modelsCombined whether allowedModels is that; false if the lists are too long to compare: then it is the list of the
 *     lowest level that has one, and a model must be in the lists of all levels
 * @param allowedAddresses what all levels allow together; null: every address
 * @param levels the limits of each level, from the lowest up
 * @param budgets those of all levels, with their current windows
 */
public record EffectivePolicy(
        boolean mayCall,
        String wouldMeet,
        List<Refusal> refusedBecause,
        List<Refusal> notJudged,
        boolean enforced,
        @Nullable String notEnforcedBecause,
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
     * @param quota the budget that is spent; null: it is not that
     */
    public record Refusal(
            String code,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Quota quota) {

        Refusal(String code, String message) {
            this(code, message, null);
        }
    }

    /**
     * A budget that is spent.
     *
     * @param limit dollars a window, with the raises in force
     * @param booked dollars that were spent
     * @param resetsAt when the next window begins; null: never
     */
    public record Quota(
            Level level,
            UUID budgetId,
            Period period,
            BigDecimal limit,
            BigDecimal booked,
            @Nullable Instant resetsAt) {}

    /** A limit, and the level that sets it. */
    public record Bound(long value, Level level) {}

    /** Whose a limit is. */
    public enum Level {
        TENANT,
        TEAM,
        TOKEN
    }
}
