package dev.keyway.filters.failover;

/**
 * Errors of servers that speak OpenAI's API, whichever they are: OpenAI itself, and servers that are configured under a name of their
 * own, which may pass on what a provider behind them said. An error of a form that only one provider has is read by that provider's
 * rules, all others by OpenAI's.
 */
final class CompatibleErrorRules implements ErrorRules {

    private final ErrorRules openAi = new OpenAiErrorRules();
    private final ErrorRules openRouter = new OpenRouterErrorRules();
    private final ErrorRules fireworks = new FireworksErrorRules();
    private final ErrorRules groq = new GroqErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        return rules(evidence).classify(evidence);
    }

    private ErrorRules rules(Evidence evidence) {
        if (evidence.error().error().path("metadata").isObject() || evidence.header("x-ratelimit-reset") != null) {
            return openRouter;
        }
        return switch (evidence.status()) {
            case 412 -> fireworks;
            case 413 -> groq;
            default -> openAi;
        };
    }
}
