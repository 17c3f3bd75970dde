package dev.keyway.testkit.provider;

import dev.keyway.testkit.dialect.Dialect;
import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Errors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rate limits of the keys, told in each provider's own headers. */
final class Limits {

    private final @Nullable RateLimit limit;
    private final Map<String, String> accounts;
    private final boolean perModel;
    private final LimitHeaders headers;
    private final boolean retryAfter;
    private final boolean retryAfterMillis;
    private final InstantSource clock;
    private final Map<String, Buckets> buckets = new ConcurrentHashMap<>();

    Limits(FakeProviderBuilder settings) {
        limit = settings.limit;
        accounts = Map.copyOf(settings.accounts);
        perModel = settings.limitPerModel;
        headers = settings.limitHeaders;
        retryAfter = settings.retryAfter;
        retryAfterMillis = settings.retryAfterMillis;
        clock = settings.clock;
    }

    /** Takes one request of that many tokens; the refusal if they do not fit. */
    @Nullable
    ErrorAnswer take(Dialect dialect, String key, String model, int tokens) {
        if (limit == null) {
            return null;
        }
        Buckets of = buckets(limit, key, model);
        synchronized (of) {
            of.refill(clock.instant());
            boolean requestFits = of.requests.holds(1);
            if (requestFits && of.tokens.holds(tokens)) {
                of.requests.take(1);
                of.tokens.take(tokens);
                return null;
            }
            Duration wait = requestFits ? of.tokens.until(tokens) : of.requests.until(1);
            return refusal(dialect, requestFits, wait);
        }
    }

    /** The provider's headers about what is left. */
    Map<String, String> headers(Dialect dialect, String key, String model) {
        if (limit == null) {
            return Map.of();
        }
        Buckets of = buckets(limit, key, model);
        synchronized (of) {
            Instant now = clock.instant();
            of.refill(now);
            return headers.of(dialect, of.requests, of.tokens, now);
        }
    }

    private Buckets buckets(RateLimit rate, String key, String model) {
        String id = accounts.getOrDefault(key, key) + (perModel ? "\n" + model : "");
        return buckets.computeIfAbsent(id, any -> {
            Instant now = clock.instant();
            return new Buckets(
                    new Bucket(rate.requestsPerSecond(), rate.burst(), now),
                    new Bucket(rate.tokensPerSecond(), rate.tokenBurst(), now));
        });
    }

    private ErrorAnswer refusal(Dialect dialect, boolean tokens, Duration wait) {
        UnaryOperator<ErrorAnswer> timed = error -> timed(error, wait);
        return switch (dialect) {
            case OPENAI ->
                timed.apply(
                        tokens
                                ? Errors.openAi().tokensLimited()
                                : Errors.openAi().rateLimited());
            case ANTHROPIC -> timed.apply(Errors.anthropic().rateLimited());
            case COHERE -> timed.apply(Errors.cohere().rateLimited());
            case GEMINI -> Errors.gemini().perMinute(wait);
            case GEMINI_OPENAI -> Errors.gemini().arrayWrapped(Errors.gemini().perMinute(wait));
        };
    }

    private ErrorAnswer timed(ErrorAnswer error, Duration wait) {
        ErrorAnswer timed = retryAfter ? error.retryAfter(wait) : error;
        return retryAfterMillis ? timed.retryAfterMillis(wait.plusNanos(999_999)) : timed;
    }

    private record Buckets(Bucket requests, Bucket tokens) {

        void refill(Instant now) {
            requests.refill(now);
            tokens.refill(now);
        }
    }
}
