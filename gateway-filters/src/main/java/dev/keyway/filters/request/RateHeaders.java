package dev.keyway.filters.request;

import dev.keyway.filters.limit.RateLeft;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rate limit headers: what is left of the caller's requests and tokens per minute, at the level that has least left, and of several that
 * have equally little the one that resets last.
 *
 * @see <a href="https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers">OpenAI: rate limits in headers</a>
 */
public final class RateHeaders {

    private static final Comparator<RateLeft> LEAST =
            Comparator.comparingLong(RateLeft::left).thenComparing(RateLeft::resetIn, Comparator.reverseOrder());

    private RateHeaders() {}

    /** The headers, by name; none where no rate is limited. */
    public static Map<String, String> of(List<RateLeft> rates) {
        if (rates.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>();
        put(rates, RateLeft.Kind.REQUESTS, "requests", headers);
        put(rates, RateLeft.Kind.TOKENS, "tokens", headers);
        return headers;
    }

    private static void put(List<RateLeft> rates, RateLeft.Kind kind, String name, Map<String, String> headers) {
        rates.stream().filter(rate -> rate.kind() == kind).min(LEAST).ifPresent(least -> {
            headers.put("x-ratelimit-limit-" + name, Long.toString(least.limit()));
            headers.put("x-ratelimit-remaining-" + name, Long.toString(least.left()));
            headers.put("x-ratelimit-reset-" + name, seconds(least.resetIn()));
        });
    }

    /** As OpenAI writes it, for example {@code 12s}. */
    private static String seconds(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
