package dev.keyway.filters.failover;

import java.util.regex.Pattern;

/** Together's errors: a context that is too long is a 403 or 422 in words of its own. */
final class TogetherErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    private static final Pattern TOO_LONG = Pattern.compile("`?inputs`? tokens \\+ `?max_new_tokens`? must be");

    @Override
    public Finding classify(Evidence evidence) {
        if (evidence.typeIs("credit_limit", "credit_limit_exceeded")) {
            return Finding.of(FailureClass.QUOTA_HARD);
        }
        boolean isRequests = evidence.status() >= 400 && evidence.status() < 429;
        return isRequests && TOO_LONG.matcher(evidence.error().text()).find()
                ? Finding.of(FailureClass.CONTEXT)
                : otherwise.classify(evidence);
    }
}
