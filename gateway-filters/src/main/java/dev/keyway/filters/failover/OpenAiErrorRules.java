package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * OpenAI's errors, and those of servers that speak its API, known by name or not: DeepSeek, Cohere, vLLM, Ollama. The rules of a
 * provider with shapes or codes of its own come before these. Codes decide; texts only where a provider has no code, and
 * texts that cost a key something only at the message's beginning, where a caller's own words cannot stand.
 */
final class OpenAiErrorRules implements ErrorRules {

    private static final String[] FILTERED = {"content_filter", "content_policy_violation", "invalid_prompt"};
    private static final Pattern PER_DAY = Pattern.compile("\\((?:rpd|tpd)\\)|per[ -]day|daily limit");
    private static final Pattern PER_MONTH = Pattern.compile("per[ /-]month|calls ?/ ?month");
    private static final Pattern NO_CREDITS = Pattern.compile(
            "^(?:your (?:newly created )?team|you(?:r team)? ha|insufficient|no|out of).{0,120}credits?\\b");
    private static final Duration LONGEST_SHORT_WINDOW = Duration.ofHours(1);
    private static final Duration LONGEST_RESET = Duration.ofDays(2);

    @Override
    public Finding classify(Evidence evidence) {
        if (evidence.codeIs("context_length_exceeded")) {
            return Finding.of(FailureClass.CONTEXT);
        }
        if (isFiltered(evidence)) {
            return Finding.of(FailureClass.FILTER);
        }
        return switch (evidence.status()) {
            case 401 -> Finding.of(FailureClass.AUTH);
            case 403 -> Finding.of(forbidden(evidence));
            case 429 -> tooMany(evidence);
            case 500, 502 -> Finding.of(server(evidence));
            default -> Finding.of(byStatus(evidence));
        };
    }

    private static boolean isFiltered(Evidence evidence) {
        JsonNode error = evidence.error().error();
        return evidence.codeIs(FILTERED)
                || evidence.typeIs("content_filter")
                || "ResponsibleAIPolicyViolation"
                        .equals(error.path("innererror").path("code").asString(""));
    }

    private static FailureClass forbidden(Evidence evidence) {
        if (evidence.codeIs("model_not_found")) {
            return FailureClass.BAD_REQUEST;
        }
        if (isMoney(evidence)) {
            return FailureClass.QUOTA_HARD;
        }
        return ContextTexts.match(evidence.error().text()) ? FailureClass.CONTEXT : FailureClass.PERMISSION;
    }

    private static Finding tooMany(Evidence evidence) {
        String text = evidence.error().text();
        if (isMoney(evidence) || PER_MONTH.matcher(text).find()) {
            return Finding.of(FailureClass.QUOTA_HARD);
        }
        if (evidence.codeIs("service_tier_capacity_exceeded") || text.contains("high demand")) {
            return Finding.of(FailureClass.OVERLOAD);
        }
        if (text.startsWith("request too large")) {
            return Finding.of(FailureClass.TOO_BIG);
        }
        if (PER_DAY.matcher(text).find() || isDailyBucketEmpty(evidence)) {
            return new Finding(FailureClass.RATE_DAY, dailyReset(evidence));
        }
        return Finding.of(FailureClass.RATE_SHORT);
    }

    private static boolean isMoney(Evidence evidence) {
        return AccountFaults.isNamed(evidence)
                || (evidence.error().isBareText()
                        && NO_CREDITS.matcher(evidence.error().text()).find());
    }

    /** The request bucket is empty and takes more than an hour to fill: it is a daily one. */
    private static boolean isDailyBucketEmpty(Evidence evidence) {
        Duration reset = RetryHint.duration(evidence.header("x-ratelimit-reset-requests"));
        return "0".equals(evidence.header("x-ratelimit-remaining-requests"))
                && reset != null
                && reset.compareTo(LONGEST_SHORT_WINDOW) > 0;
    }

    private static @Nullable Instant dailyReset(Evidence evidence) {
        Duration wait = evidence.retryAfter();
        if (wait == null) {
            wait = RetryHint.duration(evidence.header("x-ratelimit-reset-requests"));
        }
        return wait == null || !wait.isPositive() || wait.compareTo(LONGEST_RESET) > 0
                ? null
                : evidence.now().plus(wait);
    }

    private static FailureClass server(Evidence evidence) {
        boolean isExhausted = evidence.error().text().startsWith("resourceexhausted");
        return isExhausted || isOverload(evidence) ? FailureClass.OVERLOAD : FailureClass.SERVER;
    }

    private static boolean isOverload(Evidence evidence) {
        return evidence.codeIs("server_is_overloaded", "provider_overloaded")
                || evidence.typeIs("overloaded_error", "service_unavailable_error");
    }

    private static FailureClass byStatus(Evidence evidence) {
        FailureClass byStatus = StatusRules.of(evidence.status());
        if (byStatus != FailureClass.BAD_REQUEST || evidence.status() == 404) {
            return byStatus;
        }
        String text = evidence.error().text();
        if (evidence.codeIs("invalid_api_key")
                || (evidence.error().isBareText() && text.startsWith("incorrect api key"))) {
            return FailureClass.AUTH;
        }
        return ContextTexts.match(text) ? FailureClass.CONTEXT : FailureClass.BAD_REQUEST;
    }
}
