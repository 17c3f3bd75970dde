package dev.keyway.catalogue.usage;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers as a provider spelled them, before its style turns them into buckets. One that was not reported is 0. */
final class UsageCounts {

    private static final long NOT_REPORTED = -1;

    /** What the provider says the call cost, in billionths of a dollar; negative if it does not say. */
    long costNanos = NOT_REPORTED;

    /** The service tier, as the provider names it; null if it names none. */
    @Nullable
    String tier;

    private final Map<Count, Long> values = new EnumMap<>(Count.class);

    /** Whether any number that counts was taken. */
    boolean seen() {
        return !values.isEmpty();
    }

    /** Takes a number of one report by its name. Where it comes under two names the larger one counts. */
    void take(String name, long value) {
        Count count = Count.BY_NAME.get(name);
        if (count != null && value >= 0) {
            values.merge(count, value, Math::max);
        }
    }

    /**
     * Takes in a later report of the same answer. It replaces what it repeats, but for a side of which it says nothing but
     * zeros: a provider that no longer knows the input says so.
     */
    void replaceWith(UsageCounts later) {
        EnumSet<Count.Side> replaced = EnumSet.noneOf(Count.Side.class);
        later.values.forEach((count, value) -> {
            if (value > 0) {
                replaced.add(count.side());
            }
        });
        later.values.forEach((count, value) -> {
            if (replaced.contains(count.side())) {
                values.put(count, value);
            } else {
                values.putIfAbsent(count, value);
            }
        });
        costNanos = Math.max(costNanos, later.costNanos);
        tier = later.tier == null ? tier : later.tier;
    }

    /** The buckets. */
    Usage as(UsageStyle style) {
        if (style == UsageStyle.NONE) {
            return Usage.ZERO;
        }
        long cacheRead = of(Count.CACHE_READ);
        long write1h = of(Count.CACHE_WRITE_1H);
        long write5m = Math.max(of(Count.CACHE_WRITE_5M), of(Count.CACHE_WRITE) - write1h);
        long fresh = freshInput(style, write5m + write1h);
        long audioIn = Math.min(of(Count.AUDIO_INPUT), fresh);
        // An image that is sent to a chat costs what text does.
        long imageIn = style == UsageStyle.UNITS ? Math.min(of(Count.IMAGE_INPUT), fresh - audioIn) : 0;
        long out = outputOf(style, cacheRead + write5m + write1h);
        long audioOut = Math.min(of(Count.AUDIO_OUTPUT), out);
        long imageOut = Math.min(of(Count.IMAGE_OUTPUT), out - audioOut);
        long text = out - audioOut - imageOut;
        long reasoning = of(Count.REASONING);
        long thought = style == UsageStyle.TOTAL_MINUS_PROMPT ? Math.max(reasoning, out - output()) : reasoning;
        return new Usage(
                fresh - audioIn - imageIn,
                cacheRead,
                write5m,
                write1h,
                text,
                Math.min(thought, text),
                audioIn,
                audioOut,
                of(Count.SEARCHES) + of(Count.POST_SEARCHES),
                units(imageIn, imageOut));
    }

    private Map<Unit, Long> units(long imageIn, long imageOut) {
        Map<Unit, Long> units = new EnumMap<>(Unit.class);
        put(units, Unit.IMAGE_INPUT, imageIn);
        put(units, Unit.IMAGE_OUTPUT, imageOut);
        put(units, Unit.IMAGE, of(Count.IMAGES));
        put(units, Unit.SECOND, of(Count.SECONDS));
        put(units, Unit.SEARCH_UNIT, of(Count.SEARCH_UNITS));
        put(units, Unit.CODE_INTERPRETER, of(Count.CODE_CALLS));
        put(units, Unit.FILE_SEARCH, of(Count.FILE_SEARCHES) + of(Count.DOCUMENT_SEARCHES));
        return units;
    }

    private static void put(Map<Unit, Long> units, Unit unit, long count) {
        if (count > 0) {
            units.put(unit, count);
        }
    }

    private long freshInput(UsageStyle style, long written) {
        long cacheRead = of(Count.CACHE_READ);
        boolean cachedApart =
                style == UsageStyle.ADDITIVE || (style == UsageStyle.REASONING_APART && cacheRead > input());
        long all = input() + of(Count.TOOL_INPUT);
        return cachedApart ? all : Math.max(0, all - cacheRead - written);
    }

    private long outputOf(UsageStyle style, long cached) {
        return switch (style) {
            case INCLUSIVE, INCLUSIVE_WITH_COST, UNITS -> output() > 0 ? output() : beyond(input());
            case ADDITIVE -> output() > 0 ? output() : beyond(input() + cached);
            case TOTAL_MINUS_PROMPT -> Math.max(output(), beyond(input()));
            case REASONING_APART -> withReasoning();
            case NONE -> 0;
        };
    }

    /** Reasoning comes on top, unless the total says that the output has it already. */
    private long withReasoning() {
        long stated = of(Count.TOTAL) > input() ? beyond(input()) : Long.MAX_VALUE;
        return Math.max(output(), Math.min(output() + of(Count.REASONING), stated));
    }

    /** The input; where a provider reports none, what the total has beyond the output: embeddings, for one. */
    private long input() {
        // A reranking is billed by search units, whatever tokens it read.
        long read = of(Count.SEARCH_UNITS) > 0 ? 0 : of(Count.UNBILLED_INPUT);
        long input = of(Count.INPUT) > 0 ? of(Count.INPUT) : read;
        return input > 0 || of(Count.CACHE_READ) > 0 ? input : beyond(output());
    }

    private long output() {
        return values.containsKey(Count.OUTPUT) ? of(Count.OUTPUT) : of(Count.UNBILLED_OUTPUT);
    }

    private long beyond(long part) {
        return Math.max(0, of(Count.TOTAL) - part);
    }

    private long of(Count count) {
        return values.getOrDefault(count, 0L);
    }
}
