package dev.keyway.filters.failover;

/**
 * xAI's errors: {@code error} is a text beside {@code code}, a wrong key is a 400, and what it holds to be against its
 * rules of use is a 403.
 */
final class XaiErrorRules implements ErrorRules {

    private final ErrorRules otherwise = new OpenAiErrorRules();

    @Override
    public Finding classify(Evidence evidence) {
        String text = evidence.error().text();
        boolean isFiltered = (evidence.status() == 400 || evidence.status() == 403)
                && (text.contains("violates usage guidelines") || text.contains("safety_check_type"));
        return isFiltered ? Finding.of(FailureClass.FILTER) : otherwise.classify(evidence);
    }
}
