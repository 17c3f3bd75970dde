package dev.keyway.filters.upstream;

/**
 * Tokens where the provider told none: four bytes of text a token, as providers themselves advise for English. An event
 * of a stream carries one token as a rule, and never less than one.
 */
public final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;

    /** What a provider wraps around the text of one event. */
    private static final int BYTES_AROUND_TEXT = 220;

    private TokenEstimate() {}

    /** Of a request of that many bytes. */
    public static long ofRequest(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    static long ofEvents(long events, long bytes) {
        long text = Math.max(0, bytes - events * BYTES_AROUND_TEXT);
        return Math.max(events, text / BYTES_PER_TOKEN);
    }
}
