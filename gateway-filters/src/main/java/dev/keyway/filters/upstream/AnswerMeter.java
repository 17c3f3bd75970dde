package dev.keyway.filters.upstream;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageAccumulator;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.stream.EventFramer;
import dev.keyway.filters.stream.JsonAnswerScan;
import dev.keyway.filters.stream.StreamGrammar;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads an answer as it passes; makes the reader that the answer turns out to need. */
public final class AnswerMeter {

    private final StreamGrammar grammar;
    private final boolean swallowUsage;
    private @Nullable EventFramer framer;
    private @Nullable JsonAnswerScan scan;

    /**
     * Prepares to read one answer.
     *
     * @param swallowUsage whether the stream's usage chunk is to be kept from the client
     */
    public AnswerMeter(StreamGrammar grammar, boolean swallowUsage) {
        this.grammar = grammar;
        this.swallowUsage = swallowUsage;
    }

    EventFramer stream() {
        framer = swallowUsage ? EventFramer.swallowingUsage(grammar) : EventFramer.of(grammar);
        return framer;
    }

    JsonAnswerScan plain() {
        scan = grammar.answerScan();
        return scan;
    }

    /** The id under which the provider may keep the answer; null if it has named none so far. */
    public @Nullable String answerId() {
        if (framer != null) {
            return framer.answerId();
        }
        return scan == null ? null : scan.id();
    }

    /**
     * What the answer told of its usage; estimated where it told nothing, or broke off before it told all.
     *
     * @param style how the provider's numbers relate
     * @param requestBytes the length of what was sent
     * @param whole whether all of the answer was received
     */
    public Reading read(UsageStyle style, int requestBytes, boolean whole) {
        if (style == UsageStyle.NONE) {
            return new Reading(Usage.ZERO, false, new Billing.Free());
        }
        UsageAccumulator parts = parts(style);
        Optional<Usage> told = parts.usage();
        if (whole && told.isPresent()) {
            OptionalLong cost = parts.costNanos();
            return new Reading(
                    told.get(),
                    false,
                    cost.isPresent() ? new Billing.Stated(new NanoDollars(cost.getAsLong())) : new Billing.ByUsage());
        }
        if (style == UsageStyle.UNITS) {
            return new Reading(told.orElse(Usage.ZERO), true, new Billing.Unknown());
        }
        long output = framer == null ? 0 : TokenEstimate.ofEvents(framer.contentEvents(), framer.contentBytes());
        long toldOutput = told.map(Usage::completionTokens).orElse(0L);
        if (output <= toldOutput && told.isPresent()) {
            return new Reading(told.get(), true, new Billing.ByUsage());
        }
        return new Reading(
                told.map(known -> known.plus(Usage.of(0, output - toldOutput)))
                        .orElseGet(() -> Usage.of(TokenEstimate.ofRequest(requestBytes), output)),
                true,
                new Billing.ByUsage());
    }

    private UsageAccumulator parts(UsageStyle style) {
        UsageAccumulator parts = new UsageAccumulator(style);
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
     */
    public record Reading(Usage usage, boolean estimated, Billing billing) {}
}
