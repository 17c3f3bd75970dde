package dev.keyway.filters.metering;

/**
 * Tokens where the provider reported none: four bytes of text a token, as providers themselves advise for English. An event
 * of a stream carries one token as a rule, and never less than one.
 */
public final class TokenEstimate {

    private static final int BYTES_PER_TOKEN = 4;

    private TokenEstimate() {}

    /** Of a request of that many bytes. */
    public static long ofRequest(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    /** Of so many bytes of text, in UTF-8, that came in so many events. */
    static long ofText(long bytes, long events) {
        return Math.max(events, (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
    }
}
