package dev.keyway.filters.call;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.ServiceTiers;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.metering.TokenEstimate;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.AttemptUsage;
import java.time.Instant;

/**
 * Expected usage of an attempt, and its cost, before it is sent: the input by the length of the request, the output by what earlier
 * answers had.
 */
public final class ExpectedUsage {

    private ExpectedUsage() {}

    static AttemptUsage of(TargetPlan plan, AnswerSizes sizes, Instant now) {
        return of(plan.target(), plan.payload().textBytes(), plan.mostOutput(), plan.fairnessKey(), sizes, now);
    }

    /**
     * Expected usage of a request.
     *
     * @param textBytes its length
     * @param mostOutput the most tokens that its answer may have; 0 if it does not say
     * @param team whose earlier answers count first; empty for nobody's
     */
    public static AttemptUsage of(
            ServedModel target, long textBytes, long mostOutput, String team, AnswerSizes sizes, Instant now) {
        UsageStyle style = target.protocol().usage();
        if (style == UsageStyle.NONE) {
            return AttemptUsage.NONE;
        }
        if (style == UsageStyle.UNITS) {
            return new AttemptUsage(Usage.ZERO, true, new Cost.Unpriced());
        }
        long input = TokenEstimate.ofRequest(textBytes);
        long output = sizes.expected(target.provider().id(), target.model(), team, mostOutput);
        Usage usage = Usage.of(input, output);
        return new AttemptUsage(
                usage, true, target.provider().cost(target.model(), usage, ServiceTiers.STANDARD, null, now));
    }
}
