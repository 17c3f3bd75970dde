package dev.keyway.filters.failover;

/**
 * NIM's errors: those of the gateway before the models have {@code title} and {@code detail}, those of the models are
 * vLLM's. A function that an account does not find another account may have.
 */
final class NvidiaNimErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        String text = evidence.error().text();
        if (evidence.status() == 404 && text.contains("not found for account")) {
            return Finding.of(FailureClass.PERMISSION);
        }
        if (text.contains("degraded function cannot be invoked")) {
            return Finding.of(FailureClass.OVERLOAD);
        }
        return otherwise.classify(evidence);
    }
}
