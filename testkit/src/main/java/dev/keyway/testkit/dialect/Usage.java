package dev.keyway.testkit.dialect;

/**
 * Token counts as the fake reports them.
 *
 * @param input input tokens, cached ones included
 * @param output output tokens
 * @param cached input tokens read from the provider's cache
 */
public record Usage(int input, int output, int cached) {

    /** Counts with nothing cached. */
    public static Usage of(int input, int output) {
        return new Usage(input, output, 0);
    }

    int total() {
        return input + output;
    }
}
