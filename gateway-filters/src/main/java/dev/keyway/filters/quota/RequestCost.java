package dev.keyway.filters.quota;

import dev.keyway.catalogue.quota.QuotaUnit;

/**
 * What a request will take from the limits, as far as that can be told before it is answered.
 *
 * @param inputTokens estimated tokens of the request; 0 if not known
 * @param outputTokens the most that the answer may have; 0 if not known
 */
public record RequestCost(long inputTokens, long outputTokens) {

    /** A request of which nothing is known but that it is one. */
    public static final RequestCost UNKNOWN = new RequestCost(0, 0);

    private static final long LARGEST = 1L << 50;

    public RequestCost {
        inputTokens = Math.clamp(inputTokens, 0, LARGEST);
        outputTokens = Math.clamp(outputTokens, 0, LARGEST);
    }

    /** Its part of one kind of limit. How much of the output will be written is the model's choice. */
    long of(QuotaUnit unit) {
        return switch (unit) {
            case REQUESTS -> 1;
            case TOKENS -> inputTokens + outputTokens;
            case INPUT_TOKENS -> inputTokens;
            case OUTPUT_TOKENS -> 0;
        };
    }

    /** Whether it takes no less than the other of anything. */
    public boolean isAtLeast(RequestCost other) {
        return inputTokens >= other.inputTokens && outputTokens >= other.outputTokens;
    }
}
