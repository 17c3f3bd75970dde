package dev.keyway.filters.failover;

import java.util.List;

/** Mistral's errors: all members at the top, and codes that are numbers in text. */
final class MistralErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    private static final List<String> LEFT_THIS_MONTH = List.of(
            "x-ratelimit-remaining-req-month",
            "x-ratelimit-remaining-tokens-month",
            "x-ratelimitbysize-remaining-month");

    @Override
    public Finding classify(Evidence evidence) {
        if (evidence.typeIs("service_tier_capacity_exceeded") || evidence.codeIs("3505")) {
            return Finding.of(FailureClass.OVERLOAD);
        }
        boolean isMonthSpent = evidence.status() == 429
                && LEFT_THIS_MONTH.stream().anyMatch(header -> "0".equals(evidence.header(header)));
        return isMonthSpent ? Finding.of(FailureClass.QUOTA_HARD) : otherwise.classify(evidence);
    }
}
