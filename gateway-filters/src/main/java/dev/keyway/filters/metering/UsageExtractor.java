package dev.keyway.filters.metering;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.ServiceTiers;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageAccumulator;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.restream.Restream;
import dev.keyway.filters.stream.AnswerIds;
import dev.keyway.filters.stream.EventFramer;
import dev.keyway.filters.stream.JsonAnswerScan;
import dev.keyway.filters.stream.StreamGrammar;
import dev.keyway.filters.stream.StreamState;
import dev.keyway.filters.stream.StreamTally;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Usage extractor: reads a response as it passes, with the reader that the response turns out to need. */
public final class UsageExtractor {

    private final StreamStyle style;
    private final StreamGrammar grammar;
    private final boolean swallowUsage;
    private boolean findsIds;
    private @Nullable EventFramer framer;
    private @Nullable JsonAnswerScan scan;
    private @Nullable Supplier<byte[]> untold;

    /**
     * Prepares to read one answer.
     *
     * @param swallowUsage whether the stream's usage chunk is to be kept from the client
     */
    public UsageExtractor(StreamStyle style, boolean swallowUsage) {
        this.style = style;
        this.grammar = StreamGrammar.of(style);
        this.swallowUsage = swallowUsage;
    }

    /** Also finds in a whole response what a later request may refer to. */
    public UsageExtractor findingIds() {
        findsIds = true;
        return this;
    }

    public EventFramer stream() {
        framer = swallowUsage ? EventFramer.swallowingUsage(grammar) : EventFramer.of(grammar);
        return framer;
    }

    public JsonAnswerScan plain() {
        scan = findsIds ? grammar.answerScanWithIds() : grammar.answerScan();
        return scan;
    }

    /** A whole answer has come, with nothing in it of usage. */
    public void untold(Supplier<byte[]> answer) {
        untold = answer;
    }

    /** Whether a whole answer can be sent on as a stream. */
    public boolean canRestream() {
        return Restream.has(style);
    }

    /** The stream that a whole answer should have been; empty if the bytes are no answer. */
    public Optional<byte[]> restream(byte[] answer) {
        return Restream.of(style, answer);
    }

    /** Whether all of the response is here, by its own account. */
    public boolean isComplete() {
        return framer == null ? scan != null && scan.isComplete() : framer.state() == StreamState.COMPLETE;
    }

    /** Whether the provider has reported any usage so far. */
    public boolean hasReported(UsageStyle usage) {
        return parts(usage)
                .usage()
                .filter(reported -> !reported.equals(Usage.ZERO))
                .isPresent();
    }

    /** How many events a stream has brought so far. */
    public long events() {
        return framer == null ? 0 : framer.tally().events();
    }

    /** What a later request may refer to; null if nothing was named so far. */
    public @Nullable AnswerIds ids() {
        if (framer != null) {
            return framer.ids();
        }
        return scan == null ? null : scan.ids();
    }

    /**
     * The usage that the answer reports; estimated where it reports none, or nothing but zeros, or broke off before it
     * reported all.
     *
     * @param usage how the provider's numbers relate
     * @param requestBytes the length of what was sent
     * @param units billed units other than tokens that the request itself states
     * @param whole whether all of the answer was received
     */
    public Reading read(UsageStyle usage, int requestBytes, RequestUnits units, boolean whole) {
        if (usage == UsageStyle.NONE) {
            return new Reading(Usage.ZERO, false, new Billing.Free(), ServiceTiers.STANDARD);
        }
        UsageAccumulator parts = parts(usage);
        Usage reported = parts.usage().orElse(Usage.ZERO);
        if (usage == UsageStyle.UNITS) {
            return reported.equals(Usage.ZERO)
                    ? ofUnits(whole ? delivered(units) : units, whole, tier(parts))
                    : new Reading(reported, !whole, new Billing.ByUsage(), tier(parts));
        }
        Usage missing = missing(reported, requestBytes, whole);
        boolean estimated = !whole || !missing.equals(Usage.ZERO);
        OptionalLong cost = whole ? parts.costNanos() : OptionalLong.empty();
        return new Reading(
                reported.plus(missing),
                estimated,
                cost.isPresent() ? new Billing.Stated(new NanoDollars(cost.getAsLong())) : new Billing.ByUsage(),
                tier(parts));
    }

    /** What the response has counts more than what the request asked for. */
    private RequestUnits delivered(RequestUnits units) {
        if (scan != null && scan.images() > 0 && units.has(Unit.IMAGE)) {
            return RequestUnits.of(Unit.IMAGE, scan.images());
        }
        if (scan != null && scan.seconds() > 0 && units.has(Unit.SECOND)) {
            return RequestUnits.of(Unit.SECOND, scan.seconds());
        }
        return units;
    }

    private static Reading ofUnits(RequestUnits units, boolean whole, String tier) {
        Usage used = Usage.of(units.counts());
        boolean isKnown = !used.equals(Usage.ZERO);
        return new Reading(
                used,
                !whole || units.estimated() || !isKnown,
                isKnown ? new Billing.ByUsage() : new Billing.Unknown(),
                tier);
    }

    /** What the usage itself names counts before what the answer names around it. */
    private String tier(UsageAccumulator parts) {
        return parts.tier()
                .orElseGet(() -> ServiceTiers.of(framer != null ? framer.tier() : scan != null ? scan.tier() : ""));
    }

    /** What must have been used beyond what is reported: no request is empty, and what came was written. */
    private Usage missing(Usage reported, int requestBytes, boolean whole) {
        long input = reported.promptTokens() > 0 ? 0 : TokenEstimate.ofRequest(requestBytes);
        boolean outputKnown = whole && reported.completionTokens() > 0;
        long output = outputKnown ? 0 : Math.max(0, written() - reported.completionTokens());
        return Usage.of(input, output);
    }

    private long written() {
        EventFramer read = framer == null ? asStream() : framer;
        if (read == null) {
            return 0;
        }
        StreamTally tally = read.tally();
        return TokenEstimate.ofText(tally.textBytes(), tally.textEvents());
    }

    /** An answer that came whole and reports no usage at all, read as the stream that it could have been. */
    private @Nullable EventFramer asStream() {
        Optional<byte[]> events = untold == null ? Optional.empty() : restream(untold.get());
        if (events.isEmpty()) {
            return null;
        }
        EventFramer reader = EventFramer.of(grammar);
        reader.feed(Unpooled.wrappedBuffer(events.get())).release();
        reader.finish().release();
        return reader;
    }

    private UsageAccumulator parts(UsageStyle usage) {
        UsageAccumulator parts = new UsageAccumulator(usage);
        if (framer != null) {
            framer.usage().forEach(parts::merge);
        } else if (scan != null) {
            scan.usage().ifPresent(parts::merge);
        }
        return parts;
    }

    /**
     * The usage of one answer.
     *
     * @param usage the tokens
     * @param estimated whether they are our estimate
     * @param billing what the provider charges by
     * @param tier service tier that the answer names, {@code standard} if it names none
     */
    public record Reading(Usage usage, boolean estimated, Billing billing, String tier) {}
}
