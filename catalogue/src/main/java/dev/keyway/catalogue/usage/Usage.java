package dev.keyway.catalogue.usage;

/**
 * What a call used, in disjoint buckets: no token is counted in two of them. Only {@code reasoning} is a part, of
 * {@code output}. Units are tokens, for {@code searches} requests.
 *
 * @param freshInput text input that no cache served
 * @param cacheRead input served from a prompt cache
 * @param cacheWrite5m input written to a cache of the shorter life (Anthropic's five minutes, OpenAI's only kind)
 * @param cacheWrite1h input written to a cache of one hour
 * @param output everything generated but audio, reasoning included
 * @param reasoning how much of the output was reasoning
 * @param audioInput audio input
 * @param audioOutput audio output
 * @param searches web searches that the provider made on behalf of the model
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
        long searches) {

    /** Nothing used. */
    public static final Usage ZERO = new Usage(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * @throws IllegalArgumentException if a bucket is negative, or if there is more reasoning than output
     */
    public Usage {
        if ((freshInput
                        | cacheRead
                        | cacheWrite5m
                        | cacheWrite1h
                        | output
                        | reasoning
                        | audioInput
                        | audioOutput
                        | searches)
                < 0) {
            throw new IllegalArgumentException("Usage is never negative");
        }
        if (reasoning > output) {
            throw new IllegalArgumentException("Reasoning is a part of the output");
        }
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
                Math.addExact(searches, other.searches));
    }

    /** All input, cached or not: what long-context prices go by. The greatest long if it would be more. */
    public long promptTokens() {
        return sum(sum(sum(freshInput, cacheRead), sum(cacheWrite5m, cacheWrite1h)), audioInput);
    }

    /** All output. The greatest long if it would be more. */
    public long completionTokens() {
        return sum(output, audioOutput);
    }

    private static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
