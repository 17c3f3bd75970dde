package dev.keyway.filters.failover;

/** Fireworks' errors: OpenAI's, those of the gateway before it, and a 403 for a key that is none. */
final class FireworksErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        String text = evidence.error().text();
        boolean isBadKey = evidence.status() == 403
                && (evidence.codeIs("unauthorized") || text.startsWith("the api key you provided is invalid"));
        return isBadKey ? Finding.of(FailureClass.AUTH) : otherwise.classify(evidence);
    }
}
