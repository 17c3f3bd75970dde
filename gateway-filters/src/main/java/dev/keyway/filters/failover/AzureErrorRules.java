package dev.keyway.filters.failover;

/**
 * Azure's errors: OpenAI's, and those of the resource in front of it, whose {@code code} is the status in words or figures.
 * A resource that refuses the gateway's network refuses it for every model, so that is told of the key.
 */
final class AzureErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        boolean isClosed = evidence.status() == 403
                && (evidence.codeIs("AccessDenied", "403", "Forbidden")
                        || evidence.error().text().contains("virtual network/firewall"));
        return isClosed ? Finding.of(FailureClass.AUTH) : otherwise.classify(evidence);
    }
}
