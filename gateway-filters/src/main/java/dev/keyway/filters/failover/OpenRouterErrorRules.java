package dev.keyway.filters.failover;

/**
 * OpenRouter's errors: {@code code} is the status, {@code metadata} says whose they are. What a provider behind it cannot
 * take now no other key of ours can give it.
 */
final class OpenRouterErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        boolean isUpstreams = evidence.status() == 429
                && evidence.error().error().path("metadata").has("provider_name");
        return isUpstreams ? Finding.of(FailureClass.OVERLOAD) : otherwise.classify(evidence);
    }
}
