package dev.keyway.filters.failover;

import java.time.Duration;

/**
 * Groq's errors: the requests it counts in {@code x-ratelimit-*-requests} are those of a day, and a request that is larger than
 * the tokens of a minute is a 413.
 *
 * @see <a href="https://console.groq.com/docs/rate-limits">Rate limits</a>
 */
final class GroqErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        if (evidence.codeIs("blocked_api_access")) {
            return Finding.of(FailureClass.QUOTA_HARD);
        }
        if (evidence.status() == 413 && evidence.codeIs("rate_limit_exceeded")) {
            return Finding.of(FailureClass.TOO_BIG);
        }
        Finding found = otherwise.classify(evidence);
        boolean isDaySpent = found.kind() == FailureClass.RATE_SHORT
                && "0".equals(evidence.header("x-ratelimit-remaining-requests"));
        if (!isDaySpent) {
            return found;
        }
        Duration wait = evidence.retryAfter();
        return new Finding(
                FailureClass.RATE_DAY, wait == null ? null : evidence.now().plus(wait));
    }
}
