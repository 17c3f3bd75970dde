package dev.keyway.filters.call;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.request.Admitted;
import dev.keyway.filters.request.Lease;
import java.time.Instant;

/** Cover of attempts by budgets: before each is sent, what the request has cost and what the attempt can cost must be held. */
record Cover(Admitted request) {

    /**
     * Extends what is held so that it covers an attempt.
     *
     * @param expected what the attempt is expected to use
     * @return what hard budgets hold for the attempt, in nano-dollars; 0 if none binds
     * @throws UncoveredException if that does not fit into a budget
     */
    long hold(TargetPlan plan, AttemptUsage expected, Instant now) {
        Lease lease = request.lease();
        if (lease.isHard() && isUnpriced(plan, expected)) {
            throw uncovered(
                    ErrorCode.MODEL_UNPRICED,
                    "A hard budget binds, and model '%s' of provider '%s' has no price for all that this request can use"
                            .formatted(plan.model(), plan.provider().id()));
        }
        long next = lease.isStrict() ? most(plan, now) : expected.costNanos();
        GatewayException refusal = lease.extend(total(plan, next));
        if (refusal != null) {
            throw new UncoveredException(refusal);
        }
        return lease.isHard() ? Math.max(next, held(lease, plan)) : 0;
    }

    /** What is held beyond what the request has cost: at admission, it can be more than this attempt needs. */
    private static long held(Lease lease, TargetPlan plan) {
        Lease.Held held = lease.held();
        return held == null ? 0 : held.nanos() - plan.track().costNanos();
    }

    private long most(TargetPlan plan, Instant now) {
        long most = MostCost.of(request.resolved(), plan.target(), now);
        if (most == MostCost.UNBOUNDED) {
            throw uncovered(
                    ErrorCode.COST_UNBOUNDED,
                    "A strict budget binds, and the most that this request can cost at provider '%s' is not known"
                            .formatted(plan.provider().id()));
        }
        return most;
    }

    private static UncoveredException uncovered(ErrorCode code, String message) {
        return new UncoveredException(new GatewayException(code, message));
    }

    private static boolean isUnpriced(TargetPlan plan, AttemptUsage expected) {
        return expected.cost() instanceof Cost.Unpriced && !plan.provider().allowsUnpriced(plan.model());
    }

    private static long total(TargetPlan plan, long next) {
        long before = plan.track().costNanos();
        return next > Long.MAX_VALUE - before ? Long.MAX_VALUE : before + next;
    }
}
