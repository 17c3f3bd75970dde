package dev.keyway.filters.call;

import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import dev.keyway.filters.metering.RequestUnits;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.request.OutputBound;
import dev.keyway.filters.request.RequestFields;
import dev.keyway.filters.request.RequestedOperation;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TextOnly;
import dev.keyway.filters.request.UnitCount;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Most that an attempt can cost: each byte of the body a token of the dearest input, and each token of the longest output of the dearest
 * kind, at the highest price of any service tier. Images and characters are those that the request asks for.
 */
public final class MostCost {

    /** A cost that cannot be bounded. */
    public static final long UNBOUNDED = -1;

    private static final Set<Meter> INPUT =
            Set.of(Meter.INPUT, Meter.CACHE_READ, Meter.CACHE_WRITE_5M, Meter.CACHE_WRITE_1H);
    private static final Set<Meter> OUTPUT = Set.of(Meter.OUTPUT, Meter.REASONING);
    private static final Set<Meter> TOKENS = Set.of(
            Meter.INPUT, Meter.OUTPUT, Meter.AUDIO_INPUT, Meter.AUDIO_OUTPUT, Meter.IMAGE_INPUT, Meter.IMAGE_OUTPUT);
    private static final Set<Meter> REQUEST = Set.of(Meter.REQUEST);
    private static final long MILLION = 1_000_000;

    /**
     * More tokens than providers add to a prompt that has tools.
     *
     * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/tool-use/overview#pricing">Anthropic: tool use, pricing</a>
     */
    private static final long TOOL_INSTRUCTIONS = 1_000;

    private static final int MOST_DIGITS = 4;

    private MostCost() {}

    /**
     * The most that a request can cost at a target.
     *
     * @return nano-dollars; {@link #UNBOUNDED} if the request sends media, uses tools that the provider runs or refers to what it
     *     stores, or audio, if neither the request nor what is known of the model bounds the output, and if there is no price
     */
    public static long of(Resolved request, ServedModel target, Instant at) {
        UsageStyle style = target.protocol().usage();
        if (style == UsageStyle.NONE) {
            return 0;
        }
        if (style == UsageStyle.UNITS) {
            return units(UnitCount.of(request), target, at);
        }
        return request.operation() instanceof RequestedOperation.Common common
                        && request.request().fields() instanceof RequestFields.Json json
                        && TextOnly.is(json.index())
                ? bounded(common.operation(), json.index(), target, at)
                : UNBOUNDED;
    }

    /** Units that the request bounds, where the model has no price for tokens, which nothing bounds. */
    private static long units(RequestUnits units, ServedModel target, Instant at) {
        boolean isByTokens =
                price(target, TOKENS, at).filter(price -> price.nanos() > 0).isPresent();
        if (isByTokens || units.estimated() || units.counts().isEmpty()) {
            return UNBOUNDED;
        }
        long sum = price(target, REQUEST, at).map(NanoDollars::nanos).orElse(0L);
        try {
            for (Map.Entry<Unit, Long> unit : units.counts().entrySet()) {
                Optional<NanoDollars> price = price(target, Set.of(Meter.of(unit.getKey())), at);
                if (price.isEmpty()) {
                    return UNBOUNDED;
                }
                sum = Math.addExact(
                        sum, Math.multiplyExact(unit.getValue(), price.get().nanos()));
            }
            return Math.ceilDiv(sum, MILLION);
        } catch (ArithmeticException more) {
            return UNBOUNDED;
        }
    }

    private static long bounded(Operation operation, MemberIndex body, ServedModel target, Instant at) {
        try {
            long output = operation == Operation.EMBEDDING ? 0 : mostOutput(body, target);
            Optional<NanoDollars> inputPrice = price(target, INPUT, at);
            Optional<NanoDollars> outputPrice = price(target, OUTPUT, at);
            if (output == UNBOUNDED || inputPrice.isEmpty() || (output > 0 && outputPrice.isEmpty())) {
                return UNBOUNDED;
            }
            long requests = price(target, REQUEST, at).map(NanoDollars::nanos).orElse(0L);
            long input = Math.multiplyExact(mostInput(body), inputPrice.get().nanos());
            long sum = Math.addExact(
                    Math.addExact(input, requests),
                    Math.multiplyExact(
                            output, outputPrice.map(NanoDollars::nanos).orElse(0L)));
            return Math.ceilDiv(sum, MILLION);
        } catch (ArithmeticException more) {
            return UNBOUNDED;
        }
    }

    private static long mostInput(MemberIndex body) {
        return (long) body.end() - body.start() + (body.has("tools") ? TOOL_INSTRUCTIONS : 0);
    }

    private static Optional<NanoDollars> price(ServedModel target, Set<Meter> meters, Instant at) {
        return target.provider().mostPerMillion(target.model(), meters, at);
    }

    private static long mostOutput(MemberIndex body, ServedModel target) {
        long asked = OutputBound.most(body);
        long known = asked > 0 ? asked : target.provider().maxOutputTokens(target.model());
        long choices = Math.max(count(body, "n"), count(body, "best_of"));
        return known > 0 && choices > 0
                ? Math.multiplyExact(known, Math.multiplyExact(choices, prompts(body)))
                : UNBOUNDED;
    }

    /** Prompts of a completion: each is answered. An array of numbers is one prompt in tokens. */
    private static long prompts(MemberIndex body) {
        ElementIndex prompts = body.array("prompt");
        return prompts == null || prompts.size() == 0 || prompts.kind(0) == ValueKind.NUMBER ? 1 : prompts.size();
    }

    /** 1 where the body does not say; 0 where it is no count. */
    private static long count(MemberIndex body, String name) {
        Member member = body.member(name);
        if (member == null || member.kind() == ValueKind.NULL) {
            return 1;
        }
        String digits = member.kind() == ValueKind.NUMBER ? body.json(member) : "";
        boolean isCount = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isCount ? Math.max(1, Long.parseLong(digits)) : 0;
    }
}
