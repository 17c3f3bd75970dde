package dev.keyway.testkit.provider;

import dev.keyway.testkit.dialect.Dialect;
import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Errors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rate limits of the keys, told in each provider's own headers. */
final class Limits {

    private final @Nullable RateLimit limit;
    private final Map<String, String> accounts;
    private final boolean perModel;
    private final boolean headers;
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
        if (limit == null || !headers) {
            return Map.of();
        }
        Buckets of = buckets(limit, key, model);
        synchronized (of) {
            Instant now = clock.instant();
            of.refill(now);
            return switch (dialect) {
                case OPENAI -> openAi(of);
                case ANTHROPIC -> anthropic(of, now);
                case GEMINI, GEMINI_OPENAI -> Map.of();
            };
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
            case GEMINI -> Errors.gemini().perMinute(wait);
            case GEMINI_OPENAI -> Errors.gemini().arrayWrapped(Errors.gemini().perMinute(wait));
        };
    }

    private ErrorAnswer timed(ErrorAnswer error, Duration wait) {
        ErrorAnswer timed = retryAfter ? error.retryAfter(wait) : error;
        return retryAfterMillis ? timed.retryAfterMillis(wait.plusNanos(999_999)) : timed;
    }

    private static Map<String, String> openAi(Buckets of) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("x-ratelimit-limit-requests", Integer.toString(of.requests.size()));
        all.put("x-ratelimit-remaining-requests", Integer.toString(of.requests.remaining()));
        all.put("x-ratelimit-reset-requests", GoDuration.of(of.requests.untilFull()));
        all.put("x-ratelimit-limit-tokens", Integer.toString(of.tokens.size()));
        all.put("x-ratelimit-remaining-tokens", Integer.toString(of.tokens.remaining()));
        all.put("x-ratelimit-reset-tokens", GoDuration.of(of.tokens.untilFull()));
        return all;
    }

    private static Map<String, String> anthropic(Buckets of, Instant now) {
        Map<String, String> all = new LinkedHashMap<>();
        anthropic(all, "requests", of.requests, now);
        anthropic(all, "tokens", of.tokens, now);
        anthropic(all, "input-tokens", of.tokens, now);
        return all;
    }

    private static void anthropic(Map<String, String> all, String what, Bucket bucket, Instant now) {
        Instant full = now.plus(bucket.untilFull()).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        all.put("anthropic-ratelimit-" + what + "-limit", Integer.toString(bucket.size()));
        all.put("anthropic-ratelimit-" + what + "-remaining", Integer.toString(bucket.remaining()));
        all.put("anthropic-ratelimit-" + what + "-reset", full.toString());
    }

    private record Buckets(Bucket requests, Bucket tokens) {

        void refill(Instant now) {
            requests.refill(now);
            tokens.refill(now);
        }
    }
}
