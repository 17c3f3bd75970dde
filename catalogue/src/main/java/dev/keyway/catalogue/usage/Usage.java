package dev.keyway.catalogue.usage;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a call used, in disjoint buckets: no token is counted in two of them. Only {@code reasoning} is a part, of
 * {@code output}. They count tokens, but for {@code searches} and {@code units}.
 *
 * @param freshInput text input that no cache served
 * @param cacheRead input served from a prompt cache
 * @param cacheWrite5m input written to a cache of the shorter life (Anthropic's five minutes, OpenAI's only kind)
 * @param cacheWrite1h input written to a cache of one hour
 * @param output everything generated but audio and images, reasoning included
 * @param reasoning how much of the output was reasoning
 * @param audioInput audio input
 * @param audioOutput audio output
 * @param searches web searches that the provider made on behalf of the model
 * @param units other units, without zeros
 */
public record Usage(
        long freshInput,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long audioInput,
        long audioOutput,
        long searches,
        Map<Unit, Long> units) {

    /** Nothing used. */
    public static final Usage ZERO = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * @throws IllegalArgumentException if a bucket is negative, or if there is more reasoning than output
     */
    public Usage {
        units = units.containsValue(0L) ? withoutZeros(units) : Map.copyOf(units);
        if ((freshInput
                                | cacheRead
                                | cacheWrite5m
                                | cacheWrite1h
                                | output
                                | reasoning
                                | audioInput
                                | audioOutput
                                | searches)
                        < 0
                || units.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("Usage is never negative");
        }
        if (reasoning > output) {
            throw new IllegalArgumentException("Reasoning is a part of the output");
        }
    }

    /** Tokens and searches only. */
    public Usage(
            long freshInput,
            long cacheRead,
            long cacheWrite5m,
            long cacheWrite1h,
            long output,
            long reasoning,
            long audioInput,
            long audioOutput,
            long searches) {
        this(
                freshInput,
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                output,
                reasoning,
                audioInput,
                audioOutput,
                searches,
                Map.of());
    }

    /** No tokens and no searches, but other units. */
    public static Usage of(Map<Unit, Long> units) {
        return new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0, units);
    }

    /** Plain text in, plain text out: what an estimate or an embedding has. */
    public static Usage of(long freshInput, long output) {
        return new Usage(freshInput, 0, 0, 0, output, 0, 0, 0, 0);
    }

    /**
     * Both together.
     *
     * @throws ArithmeticException on overflow
     */
    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(freshInput, other.freshInput),
                Math.addExact(cacheRead, other.cacheRead),
                Math.addExact(cacheWrite5m, other.cacheWrite5m),
                Math.addExact(cacheWrite1h, other.cacheWrite1h),
                Math.addExact(output, other.output),
                Math.addExact(reasoning, other.reasoning),
                Math.addExact(audioInput, other.audioInput),
                Math.addExact(audioOutput, other.audioOutput),
                Math.addExact(searches, other.searches),
                sum(units, other.units));
    }

    /** How many of a unit; 0 if none was used. */
    public long units(Unit unit) {
        return units.getOrDefault(unit, 0L);
    }

    /** All input, cached or not: what long-context prices go by. The greatest long if it would be more. */
    public long promptTokens() {
        return sum(
                sum(sum(freshInput, cacheRead), sum(cacheWrite5m, cacheWrite1h)),
                sum(audioInput, units(Unit.IMAGE_INPUT)));
    }

    /** All output. The greatest long if it would be more. */
    public long completionTokens() {
        return sum(sum(output, audioOutput), units(Unit.IMAGE_OUTPUT));
    }

    private static Map<Unit, Long> withoutZeros(Map<Unit, Long> units) {
        Map<Unit, Long> used = new EnumMap<>(units);
        used.values().removeIf(count -> count == 0);
        return Map.copyOf(used);
    }

    private static Map<Unit, Long> sum(Map<Unit, Long> one, Map<Unit, Long> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Map<Unit, Long> sum = new EnumMap<>(one);
        other.forEach((unit, count) -> sum.merge(unit, count, Math::addExact));
        return sum;
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
