package dev.keyway.filters.failover;

/**
 * Fireworks' errors: OpenAI's, those of the gateway before it, a 403 for a key that is none, and a 412 for an account that is
 * suspended or a LoRA that the request names and that does not load.
 */
final class FireworksErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        return switch (evidence.status()) {
            case 403 -> isBadKey(evidence) ? Finding.of(FailureClass.AUTH) : otherwise.classify(evidence);
            case 412 -> Finding.of(isAboutLora(evidence) ? FailureClass.BAD_REQUEST : FailureClass.QUOTA_HARD);
            default -> otherwise.classify(evidence);
        };
    }

    private static boolean isBadKey(Evidence evidence) {
        return evidence.codeIs("unauthorized")
                || evidence.error().text().startsWith("the api key you provided is invalid");
    }

    private static boolean isAboutLora(Evidence evidence) {
        return evidence.error().text().contains("lora");
    }
}
