package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a failed attempt.
 *
 * @param status the HTTP status, or the one that a stream's error implies
 */
record Evidence(int status, ErrorFields error, Function<String, @Nullable String> headers, Instant now) {

    @Nullable
    String header(String name) {
        return headers.apply(name);
    }

    /** How long the provider asks to wait: headers first, then the body's own figure; null if neither says. */
    @Nullable
    Duration retryAfter() {
        Duration fromHeaders = RetryHint.fromHeaders(headers, now);
        return fromHeaders != null ? fromHeaders : RetryHint.fromBody(error);
    }

    boolean codeIs(String... codes) {
        return isOneOf(error.code(), codes);
    }

    boolean typeIs(String... types) {
        return isOneOf(error.type(), types);
    }

    private static boolean isOneOf(@Nullable String value, String... candidates) {
        for (String candidate : candidates) {
            if (candidate.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
