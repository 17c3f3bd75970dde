package dev.keyway.testkit.dialect;

/** Whose API a path belongs to. */
public enum Dialect {
    OPENAI,
    ANTHROPIC,
    GEMINI_OPENAI,
    GEMINI,
    COHERE;

    /** The refusal of a key that is unknown or revoked. */
    public ErrorAnswer unknownKey() {
        return switch (this) {
            case OPENAI -> Errors.openAi().invalidKey();
            case ANTHROPIC -> Errors.anthropic().invalidKey();
            case GEMINI_OPENAI -> Errors.gemini().arrayWrapped(Errors.gemini().apiKeyInvalid());
            case GEMINI -> Errors.gemini().apiKeyInvalid();
            case COHERE -> Errors.cohere().invalidKey();
        };
    }

    /** The refusal of a path that does not exist. */
    public ErrorAnswer unknownPath() {
        return switch (this) {
            case OPENAI -> Errors.openAi().unknownPath();
            case ANTHROPIC -> Errors.anthropic().notFound();
            case GEMINI_OPENAI, GEMINI -> Errors.gemini().notFound();
            case COHERE -> Errors.cohere().notFound();
        };
    }

    /** The refusal of a body whose braces do not match. */
    public ErrorAnswer notJson() {
        return switch (this) {
            case OPENAI -> Errors.openAi().notJson();
            case ANTHROPIC -> Errors.anthropic().badRequest();
            case GEMINI_OPENAI -> Errors.gemini().arrayWrapped(Errors.gemini().badRequest());
            case GEMINI -> Errors.gemini().badRequest();
            case COHERE -> Errors.cohere().badRequest();
        };
    }

    /** Some error of that status in this dialect. */
    public ErrorAnswer error(int status) {
        return switch (this) {
            case OPENAI -> Errors.openAi().of(status, "Scripted error.", openAiType(status), null, null);
            case ANTHROPIC -> Errors.anthropic().of(status, anthropicType(status), "Scripted error.");
            case GEMINI -> Errors.gemini().of(status, grpcStatus(status), "Scripted error.");
            case COHERE -> Errors.cohere().of(status, "Scripted error.");
            case GEMINI_OPENAI ->
                Errors.gemini().arrayWrapped(Errors.gemini().of(status, grpcStatus(status), "Scripted error."));
        };
    }

    private static String openAiType(int status) {
        return status == 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error";
    }

    private static String anthropicType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    private static String grpcStatus(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }
}
