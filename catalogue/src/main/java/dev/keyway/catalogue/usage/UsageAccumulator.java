package dev.keyway.catalogue.usage;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The usage of one answer that reports it in pieces. Reports are running totals, so a later number replaces the
 * earlier one of the same name and the others stay: Anthropic sends the input with {@code message_start} and the output
 * with {@code message_delta}, Gemini and some NIM models repeat all with each chunk. A side, input or output, that a
 * later report repeats as nothing but zeros stays as it was. Not thread-safe.
 */
public final class UsageAccumulator {

    private final UsageStyle style;
    private final UsageCounts counts = new UsageCounts();

    public UsageAccumulator(UsageStyle style) {
        this.style = style;
    }

    /** Takes in the bytes of one {@code usage} or {@code usageMetadata} value; what is not readable is ignored. */
    public void merge(byte[] json) {
        merge(json, 0, json.length);
    }

    /** Takes in one value that is a part of a larger array. */
    public void merge(byte[] json, int offset, int length) {
        UsageCounts report = new UsageCounts();
        UsageReader.readInto(report, json, offset, length);
        counts.replaceWith(report);
    }

    /** What is known so far; empty until a report held a number. */
    public Optional<Usage> usage() {
        return counts.seen() ? Optional.of(counts.as(style)) : Optional.empty();
    }

    /** Service tier that a usage object names, as {@link ServiceTiers} names it; empty if none does. */
    public Optional<String> tier() {
        return Optional.ofNullable(counts.tier).map(ServiceTiers::of);
    }

    /** What the provider says the call cost, in billionths of a dollar; empty where it does not say so. */
    public OptionalLong costNanos() {
        return style == UsageStyle.INCLUSIVE_WITH_COST && counts.costNanos >= 0
                ? OptionalLong.of(counts.costNanos)
                : OptionalLong.empty();
    }
}
