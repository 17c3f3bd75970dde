package dev.keyway.testkit.dialect;

/** Anthropic's errors; source: docs.claude.com, API errors and rate limits. */
public final class AnthropicErrors {

    AnthropicErrors() {}

    /** Any error in Anthropic's shape. */
    public ErrorAnswer of(int status, String type, String message) {
        return detailed(status, type, message, "");
    }

    /** 429 with a time to wait once {@code retryAfter} is added. */
    public ErrorAnswer rateLimited() {
        return of(429, "rate_limit_error", "This request would exceed your rate limit.");
    }

    /** 429 without {@code retry-after}: the month's spend limit is reached. */
    public ErrorAnswer spendLimit() {
        return detailed(
                429,
                "rate_limit_error",
                "You have reached your specified spend limit.",
                ",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}");
    }

    /** 400: the prepaid credit is used up. */
    public ErrorAnswer lowCredit() {
        return of(400, "invalid_request_error", "Your credit balance is too low to access the API.");
    }

    /** 402. */
    public ErrorAnswer billing() {
        return of(402, "billing_error", "There is a problem with your billing information.");
    }

    /** 401. */
    public ErrorAnswer invalidKey() {
        return of(401, "authentication_error", "invalid x-api-key");
    }

    /** 403. */
    public ErrorAnswer forbidden() {
        return of(403, "permission_error", "Your API key does not have permission to use the specified resource.");
    }

    /** 404: unknown model or path. */
    public ErrorAnswer notFound() {
        return of(404, "not_found_error", "model: not found");
    }

    /** 400: the prompt is longer than the model's window. */
    public ErrorAnswer contextLength() {
        return of(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum");
    }

    /** 400: any other fault of the request. */
    public ErrorAnswer badRequest() {
        return of(400, "invalid_request_error", "max_tokens: Field required");
    }

    /** 413: more than 32 MB. */
    public ErrorAnswer tooBig() {
        return of(413, "request_too_large", "Request exceeds the maximum allowed number of bytes.");
    }

    /** 500. */
    public ErrorAnswer server() {
        return of(500, "api_error", "Internal server error");
    }

    /** 504. */
    public ErrorAnswer timeout() {
        return of(504, "timeout_error", "The request timed out.");
    }

    /** 529: too much for the provider, whichever the key. */
    public ErrorAnswer overloaded() {
        return of(529, "overloaded_error", "Overloaded");
    }

    private static ErrorAnswer detailed(int status, String type, String message, String details) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":" + Json.quoted(type) + ",\"message\":"
                + Json.quoted(message) + details + "},\"request_id\":\"req_fake\"}";
        return new ErrorAnswer(status, body, "error");
    }
}
