package dev.keyway.testkit.dialect;

import org.jspecify.annotations.Nullable;

/** OpenAI's errors; source: the error-codes guide at platform.openai.com. */
public final class OpenAiErrors {

    OpenAiErrors() {}

    /** Any error in OpenAI's shape. */
    public ErrorAnswer of(int status, String message, String type, @Nullable String param, @Nullable String code) {
        String body = "{\"error\":{\"message\":" + Json.quoted(message) + ",\"type\":" + Json.quoted(type)
                + ",\"param\":" + orNull(param) + ",\"code\":" + orNull(code) + "}}";
        return new ErrorAnswer(status, body, "");
    }

    /** 429, requests a minute; says no time unless {@code retryAfter} is added. */
    public ErrorAnswer rateLimited() {
        return of(429, "Rate limit reached for requests.", "requests", null, "rate_limit_exceeded");
    }

    /** 429, tokens a minute. */
    public ErrorAnswer tokensLimited() {
        return of(429, "Rate limit reached for tokens.", "tokens", null, "rate_limit_exceeded");
    }

    /** 429 {@code slow_down}: the traffic rose too fast. */
    public ErrorAnswer slowDown() {
        return of(429, "Please reduce your rate of requests.", "rate_limit_error", null, "slow_down");
    }

    /** 429 that no waiting cures: the account has no money left. */
    public ErrorAnswer insufficientQuota() {
        return money("insufficient_quota");
    }

    /** 429 of the type {@code insufficient_quota} with a more specific code, such as {@code billing_hard_limit_reached}. */
    public ErrorAnswer money(String code) {
        return of(429, "You exceeded your current quota.", "insufficient_quota", null, code);
    }

    /** 401. */
    public ErrorAnswer invalidKey() {
        return of(401, "Incorrect API key provided.", "invalid_request_error", null, "invalid_api_key");
    }

    /** 403: the key lacks the scope. */
    public ErrorAnswer forbidden() {
        return of(403, "You have insufficient permissions for this operation.", "invalid_request_error", null, null);
    }

    /** 404: no such model, or not for this key. */
    public ErrorAnswer modelNotFound() {
        return of(404, "The model does not exist.", "invalid_request_error", null, "model_not_found");
    }

    /** 404: the account of this key has stored no such response. */
    public ErrorAnswer previousResponseNotFound() {
        return of(
                404,
                "Previous response not found.",
                "invalid_request_error",
                "previous_response_id",
                "previous_response_not_found");
    }

    /** 404: the account of this key has no such item of a conversation. */
    public ErrorAnswer itemNotFound(String id) {
        return of(404, "Item with id '" + id + "' not found.", "invalid_request_error", "input", null);
    }

    /** 400: another account has encrypted this reasoning. */
    public ErrorAnswer invalidEncryptedContent() {
        return of(
                400,
                "The encrypted content could not be verified. Reason: Encrypted content could not be decrypted or"
                        + " parsed.",
                "invalid_request_error",
                null,
                "invalid_encrypted_content");
    }

    /** 404 for an unknown path. */
    public ErrorAnswer unknownPath() {
        return of(404, "Invalid URL.", "invalid_request_error", null, null);
    }

    /** 400: the prompt is longer than the model's window. */
    public ErrorAnswer contextLength() {
        return of(
                400,
                "This model's maximum context length is 8192 tokens.",
                "invalid_request_error",
                "messages",
                "context_length_exceeded");
    }

    /** 429 that no waiting cures: this one request is over the tokens a minute. */
    public ErrorAnswer tooBig() {
        return of(
                429,
                "Request too large for gpt-4o: Limit 30000, Requested 42000.",
                "tokens",
                null,
                "rate_limit_exceeded");
    }

    /** 400: a parameter that the model does not take. */
    public ErrorAnswer unsupportedParameter(String name) {
        return of(400, "Unsupported parameter.", "invalid_request_error", name, "unsupported_parameter");
    }

    /** 400: a body that is not JSON. */
    public ErrorAnswer notJson() {
        return of(400, "We could not parse the JSON body of your request.", "invalid_request_error", null, null);
    }

    /** 400: the content filter refused the prompt. */
    public ErrorAnswer contentFilter() {
        return of(400, "The response was filtered.", "invalid_request_error", "prompt", "content_filter");
    }

    /** 500. */
    public ErrorAnswer server() {
        return of(500, "The server had an error while processing your request.", "server_error", null, null);
    }

    /** 503: too much for the provider, whichever the key. */
    public ErrorAnswer overloaded() {
        return of(503, "The engine is overloaded.", "service_unavailable_error", null, "server_is_overloaded");
    }

    private static String orNull(@Nullable String text) {
        return text == null ? "null" : Json.quoted(text);
    }
}
