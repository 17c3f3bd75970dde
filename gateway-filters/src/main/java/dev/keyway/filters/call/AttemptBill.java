package dev.keyway.filters.call;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.upstream.AnswerMeter;
import dev.keyway.filters.upstream.Billing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an attempt used and cost, as the books close on it. */
final class AttemptBill {

    private AttemptBill() {}

    /** For an attempt that the provider does not charge for. */
    static AttemptClosed free(Outcome outcome, Instant now) {
        return new AttemptClosed(now, outcome, Usage.ZERO, false, null);
    }

    /** For an attempt that had an answer, whole or not. */
    static AttemptClosed of(CallPlan plan, Outcome outcome, AnswerMeter meter, Instant now) {
        AnswerMeter.Reading reading =
                meter.read(plan.target().protocol().usage(), plan.payload().length(), outcome == Outcome.COMPLETED);
        return new AttemptClosed(now, outcome, reading.usage(), reading.estimated(), cost(plan, reading, now));
    }

    private static @Nullable Cost cost(CallPlan plan, AnswerMeter.Reading reading, Instant now) {
        return switch (reading.billing()) {
            case Billing.ByUsage listed -> plan.provider().cost(plan.model(), reading.usage(), null, now);
            case Billing.Stated stated -> plan.provider().cost(plan.model(), reading.usage(), stated.cost(), now);
            case Billing.Unknown untold -> new Cost.Unpriced();
            case Billing.Free free -> null;
        };
    }
}
