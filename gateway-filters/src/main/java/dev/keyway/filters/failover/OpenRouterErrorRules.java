package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * OpenRouter's errors: {@code code} is the status, {@code metadata} says whose they are. What a provider behind it cannot
 * take now no other key of ours can give it.
 *
 * @see <a href="https://openrouter.ai/docs/api-reference/errors">Errors</a>
 */
final class OpenRouterErrorRules implements ErrorRules {

    private static final Duration LONGEST_RESET = Duration.ofDays(2);

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        JsonNode metadata = evidence.error().error().path("metadata");
        return switch (evidence.status()) {
            case 402 -> isBudgetInFlight(metadata) ? Finding.of(FailureClass.RATE_SHORT) : otherwise.classify(evidence);
            case 403 -> isModerated(metadata) ? Finding.of(FailureClass.FILTER) : otherwise.classify(evidence);
            case 429 -> isUpstreams(metadata) ? Finding.of(FailureClass.OVERLOAD) : tooMany(evidence, metadata);
            case 502 -> isUpstreams(metadata) ? Finding.of(FailureClass.OVERLOAD) : otherwise.classify(evidence);
            default -> otherwise.classify(evidence);
        };
    }

    /** The requests under way may cost all that is left: once they end, there is room again. */
    private static boolean isBudgetInFlight(JsonNode metadata) {
        return "openrouter_in_flight_budget"
                .equals(metadata.path("limit_source").asString(""));
    }

    private static boolean isModerated(JsonNode metadata) {
        return metadata.has("reasons") || metadata.has("flagged_input");
    }

    private static boolean isUpstreams(JsonNode metadata) {
        return metadata.has("provider_name");
    }

    private Finding tooMany(Evidence evidence, JsonNode metadata) {
        Finding found = otherwise.classify(evidence);
        if (found.kind() != FailureClass.RATE_DAY) {
            return found;
        }
        Instant stated = reset(evidence.header("x-ratelimit-reset"), evidence.now());
        if (stated == null) {
            stated = reset(metadata.path("headers").path("X-RateLimit-Reset").asString(null), evidence.now());
        }
        return stated == null ? found : new Finding(FailureClass.RATE_DAY, stated);
    }

    /** In milliseconds since the epoch. */
    private static @Nullable Instant reset(@Nullable String value, Instant now) {
        if (value == null || !value.matches("\\d{13}")) {
            return null;
        }
        Instant stated = Instant.ofEpochMilli(Long.parseLong(value));
        return stated.isAfter(now) && stated.isBefore(now.plus(LONGEST_RESET)) ? stated : null;
    }
}
