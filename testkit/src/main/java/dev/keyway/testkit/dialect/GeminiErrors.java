package dev.keyway.testkit.dialect;

import java.math.BigDecimal;
import java.time.Duration;

/** Google's errors; source: ai.google.dev, troubleshooting, and the {@code google.rpc} error details. */
public final class GeminiErrors {

    GeminiErrors() {}

    /** Any error in Google's shape. */
    public ErrorAnswer of(int status, String grpcStatus, String message) {
        return detailed(status, grpcStatus, message, "");
    }

    /** The error in a one-element array, as the OpenAI-compatible endpoint and streams without SSE send it. */
    public ErrorAnswer arrayWrapped(ErrorAnswer error) {
        return new ErrorAnswer(error.status(), error.headers(), "[" + error.body() + "]", error.eventName());
    }

    /** 429: the day's requests are used up, with the misleading {@code RetryInfo} of seconds that real answers carry. */
    public ErrorAnswer perDay() {
        return quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "250", Duration.ofSeconds(34));
    }

    /** 429: the minute's requests are used up. */
    public ErrorAnswer perMinute(Duration retryDelay) {
        return quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "10", retryDelay);
    }

    /** 429: the minute's requests are used up, for another 34.1 s. */
    public ErrorAnswer perMinute() {
        return perMinute(Duration.ofMillis(34_100));
    }

    /** 429 with a quota of zero: the model is not offered to this key. */
    public ErrorAnswer notInTier() {
        return quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "0", Duration.ofSeconds(34));
    }

    /** 429 without any details. */
    public ErrorAnswer exhausted() {
        return of(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).");
    }

    /** 402: the prepaid credit is used up. */
    public ErrorAnswer billing() {
        return of(402, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.");
    }

    /** 400 for a key that does not exist. */
    public ErrorAnswer apiKeyInvalid() {
        return detailed(
                400,
                "INVALID_ARGUMENT",
                "API key not valid. Please pass a valid API key.",
                errorInfo("API_KEY_INVALID"));
    }

    /** 403: the API is switched off in the key's project. */
    public ErrorAnswer serviceDisabled() {
        return detailed(
                403, "PERMISSION_DENIED", "The API has not been used in this project.", errorInfo("SERVICE_DISABLED"));
    }

    /** 403: the key was published somewhere and is blocked. */
    public ErrorAnswer leakedKey() {
        return of(403, "PERMISSION_DENIED", "Your API key was reported as leaked. Please use another API key.");
    }

    /** 404. */
    public ErrorAnswer notFound() {
        return of(404, "NOT_FOUND", "The model is not found for API version v1beta.");
    }

    /** 400: the prompt is longer than the model's window. */
    public ErrorAnswer contextLength() {
        return of(
                400,
                "INVALID_ARGUMENT",
                "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).");
    }

    /** 400: a member that the API does not know. */
    public ErrorAnswer unknownName(String name) {
        String message = "Invalid JSON payload received. Unknown name \"" + name + "\": Cannot find field.";
        String details =
                "{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"description\":"
                        + Json.quoted(message) + "}]}";
        return detailed(400, "INVALID_ARGUMENT", message, details);
    }

    /** 400: a body that is not JSON. */
    public ErrorAnswer badRequest() {
        return of(400, "INVALID_ARGUMENT", "Invalid JSON payload received.");
    }

    /** 500. */
    public ErrorAnswer server() {
        return of(500, "INTERNAL", "An internal error has occurred.");
    }

    /** 503: too much for the provider, whichever the key. */
    public ErrorAnswer overloaded() {
        return of(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }

    private static ErrorAnswer quota(String quotaId, String limit, Duration retryDelay) {
        String details = "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaMetric\":"
                + "\"generativelanguage.googleapis.com/generate_content_free_tier_requests\",\"quotaId\":\"" + quotaId
                + "\",\"quotaDimensions\":{\"location\":\"global\",\"model\":\"gemini-2.5-flash\"},\"quotaValue\":\""
                + limit + "\"}]},{\"@type\":\"type.googleapis.com/google.rpc.Help\",\"links\":[]},"
                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + seconds(retryDelay)
                + "\"}";
        return detailed(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", details);
    }

    private static String errorInfo(String reason) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + reason
                + "\",\"domain\":\"googleapis.com\",\"metadata\":{\"service\":\"generativelanguage.googleapis.com\"}}";
    }

    /** A protobuf duration: seconds with a fraction, {@code 34.1s}. */
    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
    }

    private static ErrorAnswer detailed(int status, String grpcStatus, String message, String details) {
        String list = details.isEmpty() ? "" : ",\"details\":[" + details + "]";
        return new ErrorAnswer(
                status,
                "{\"error\":{\"code\":" + status + ",\"message\":" + Json.quoted(message) + ",\"status\":\""
                        + grpcStatus + "\"" + list + "}}",
                "");
    }
}
