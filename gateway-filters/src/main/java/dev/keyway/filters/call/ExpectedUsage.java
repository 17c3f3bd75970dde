package dev.keyway.filters.call;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.usage.ServiceTiers;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.metering.RequestUnits;
import dev.keyway.filters.metering.TokenEstimate;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.request.OutputBound;
import dev.keyway.filters.request.RequestFields;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TextSample;
import dev.keyway.filters.request.UnitCount;
import java.time.Instant;

/**
 * Expected usage of an attempt, and its cost, before it is sent: the input by the length of the request, the output by what earlier
 * answers had, other units by what the request states.
 */
public final class ExpectedUsage {

    /**
     * As Gemini counts; others count fewer.
     *
     * @see <a href="https://ai.google.dev/gemini-api/docs/audio">Gemini: audio understanding</a>
     */
    private static final long AUDIO_TOKENS_A_SECOND = 32;

    private ExpectedUsage() {}

    static AttemptUsage of(TargetPlan plan, AnswerSizes sizes, Instant now) {
        boolean hasOutput = plan.cover().request().resolved().operation().hasOutput();
        Asked asked =
                new Asked(plan.payload().textBytes(), hasOutput, plan.mostOutput(), plan.units(), plan.fairnessKey());
        return of(plan.target(), asked, sizes, now);
    }

    /** Expected usage of a request at the target that is tried first. */
    public static AttemptUsage of(Resolved request, AnswerSizes sizes, Instant now) {
        long mostOutput =
                request.request().fields() instanceof RequestFields.Json json ? OutputBound.of(json.index()) : 0;
        Asked asked = new Asked(
                TextSample.textBytes(request.request().body().bytes()),
                request.operation().hasOutput(),
                mostOutput,
                UnitCount.of(request),
                request.caller().fairnessKey());
        return of(request.first(), asked, sizes, now);
    }

    /**
     * What is asked.
     *
     * @param textBytes the length of the request
     * @param hasOutput whether its answer has output
     * @param mostOutput the most tokens that its answer may have; 0 if it does not say
     * @param units billed units other than tokens that the request itself states
     * @param team whose earlier answers count first; empty for nobody's
     */
    private record Asked(long textBytes, boolean hasOutput, long mostOutput, RequestUnits units, String team) {}

    private static AttemptUsage of(ServedModel target, Asked asked, AnswerSizes sizes, Instant now) {
        return switch (target.protocol().usage()) {
            case NONE -> AttemptUsage.NONE;
            case UNITS -> ofUnits(target, asked, sizes, now);
            case INCLUSIVE, INCLUSIVE_WITH_COST, ADDITIVE, TOTAL_MINUS_PROMPT, REASONING_APART ->
                costing(target, tokens(target, asked, asked.hasOutput() ? 1 : 0, sizes), now);
        };
    }

    /** By its units; if these have no price, it may be billed by tokens. */
    private static AttemptUsage ofUnits(ServedModel target, Asked asked, AnswerSizes sizes, Instant now) {
        RequestUnits units = asked.units();
        Usage used = Usage.of(units.counts());
        AttemptUsage byUnits = used.equals(Usage.ZERO)
                ? new AttemptUsage(used, true, new Cost.Unpriced())
                : costing(target, used, now);
        if (byUnits.cost() instanceof Cost.Priced || units.counts().isEmpty()) {
            return byUnits;
        }
        AttemptUsage byTokens = costing(target, inTokens(target, asked, used, sizes), now);
        return byTokens.cost() instanceof Cost.Priced ? byTokens : byUnits;
    }

    /** The length of an audio file says nothing of its tokens, but its duration does. Rerankings have no output. */
    private static Usage inTokens(ServedModel target, Asked asked, Usage used, AnswerSizes sizes) {
        RequestUnits units = asked.units();
        if (units.has(Unit.SECOND)) {
            long audio = used.units(Unit.SECOND) * AUDIO_TOKENS_A_SECOND;
            return new Usage(0, 0, 0, 0, output(target, asked, sizes), 0, audio, 0, 0);
        }
        return tokens(target, asked, units.has(Unit.CHARACTER) ? 1 : used.units(Unit.IMAGE), sizes);
    }

    private static Usage tokens(ServedModel target, Asked asked, long answers, AnswerSizes sizes) {
        long input = TokenEstimate.ofRequest(asked.textBytes());
        return Usage.of(input, output(target, asked, sizes) * answers);
    }

    private static long output(ServedModel target, Asked asked, AnswerSizes sizes) {
        return sizes.expected(target.provider().id(), target.model(), asked.team(), asked.mostOutput());
    }

    private static AttemptUsage costing(ServedModel target, Usage usage, Instant now) {
        return new AttemptUsage(
                usage, true, target.provider().cost(target.model(), usage, ServiceTiers.STANDARD, null, now));
    }
}
