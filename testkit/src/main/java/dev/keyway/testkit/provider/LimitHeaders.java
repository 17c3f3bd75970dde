package dev.keyway.testkit.provider;

import dev.keyway.testkit.dialect.Dialect;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** In whose headers a fake provider tells of its limits. */
public enum LimitHeaders {
    /**
     * As the API that was called does: OpenAI's {@code x-ratelimit-…-requests} with the time until the bucket is full, which
     * are Groq's and Azure's too, Anthropic's with the moment, and Gemini's silence.
     */
    OWN,
    /** Mistral's: what a minute allows and what is left, no reset. The limit is the refill of a minute. */
    MISTRAL,
    /** Azure's least: what is left and nothing else. */
    REMAINING_ONLY,
    /** None. */
    NONE;

    Map<String, String> of(Dialect dialect, Bucket requests, Bucket tokens, Instant now) {
        Map<String, String> all = new LinkedHashMap<>();
        switch (this) {
            case OWN -> own(dialect, requests, tokens, now, all);
            case MISTRAL -> {
                mistral(all, "req-minute", requests);
                mistral(all, "tokens-minute", tokens);
            }
            case REMAINING_ONLY -> {
                all.put("x-ratelimit-remaining-requests", Integer.toString(requests.remaining()));
                all.put("x-ratelimit-remaining-tokens", Integer.toString(tokens.remaining()));
            }
            case NONE -> {}
        }
        return all;
    }

    private static void own(Dialect dialect, Bucket requests, Bucket tokens, Instant now, Map<String, String> all) {
        switch (dialect) {
            case OPENAI -> {
                openAi(all, "requests", requests);
                openAi(all, "tokens", tokens);
            }
            case ANTHROPIC -> {
                anthropic(all, "requests", requests, now);
                anthropic(all, "tokens", tokens, now);
                anthropic(all, "input-tokens", tokens, now);
            }
            case GEMINI, GEMINI_OPENAI, COHERE -> {}
        }
    }

    private static void openAi(Map<String, String> all, String what, Bucket bucket) {
        all.put("x-ratelimit-limit-" + what, Integer.toString(bucket.size()));
        all.put("x-ratelimit-remaining-" + what, Integer.toString(bucket.remaining()));
        all.put("x-ratelimit-reset-" + what, GoDuration.of(bucket.untilFull()));
    }

    private static void anthropic(Map<String, String> all, String what, Bucket bucket, Instant now) {
        Instant full = now.plus(bucket.untilFull()).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        all.put("anthropic-ratelimit-" + what + "-limit", Integer.toString(bucket.size()));
        all.put("anthropic-ratelimit-" + what + "-remaining", Integer.toString(bucket.remaining()));
        all.put("anthropic-ratelimit-" + what + "-reset", full.toString());
    }

    private static void mistral(Map<String, String> all, String what, Bucket bucket) {
        all.put("x-ratelimit-limit-" + what, Long.toString(Math.max(bucket.perMinute(), bucket.remaining())));
        all.put("x-ratelimit-remaining-" + what, Integer.toString(bucket.remaining()));
    }
}
