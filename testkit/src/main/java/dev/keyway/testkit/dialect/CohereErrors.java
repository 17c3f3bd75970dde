package dev.keyway.testkit.dialect;

/** Cohere's errors; source: docs.cohere.com, errors. */
public final class CohereErrors {

    CohereErrors() {}

    /** Any error in Cohere's shape; inside a stream it is a {@code message-end} with finish reason {@code ERROR}. */
    public ErrorAnswer of(int status, String message) {
        return new ErrorAnswer(status, "{\"id\":\"fake\",\"message\":" + Json.quoted(message) + "}", "");
    }

    /** 401. */
    public ErrorAnswer invalidKey() {
        return of(401, "invalid api token");
    }

    /** 429 of a trial key. */
    public ErrorAnswer rateLimited() {
        return of(429, "You are using a Trial key, which is limited to 20 API calls / minute.");
    }

    /** 400: the prompt is longer than the model's window. */
    public ErrorAnswer contextLength() {
        return of(400, "too many tokens: total number of tokens (prompt and prediction) cannot exceed 4081");
    }

    /** 404. */
    public ErrorAnswer notFound() {
        return of(404, "model 'nobody' not found");
    }

    /** 400: a body that is not JSON. */
    public ErrorAnswer badRequest() {
        return of(400, "invalid json syntax");
    }

    /** 500. */
    public ErrorAnswer server() {
        return of(500, "internal server error");
    }
}
