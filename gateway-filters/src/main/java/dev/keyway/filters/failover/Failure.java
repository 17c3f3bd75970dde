package dev.keyway.filters.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One failed attempt, recognised.
 *
 * @param kind what it means
 * @param status the provider's HTTP status, or for an error inside a stream the one that it names or implies; 0 where
 *     there was none
 * @param message the provider's message, or ours where it gave none; never holds a secret
 * @param type the provider's error type, if it named one
 * @param code the provider's error code, if it named one
 * @param param the request member the provider names, if it does
 * @param retryAfter how long the provider asks to wait, if it says
 * @param until when the provider's own daily limit resets, if that is known
 * @param unexplained whether it is a refusal that no rule knows, so that the key may be at fault as well as the request
 * @param refused the members of the request that the provider says it does not take
 */
public record Failure(
        FailureClass kind,
        int status,
        String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        @Nullable Duration retryAfter,
        @Nullable Instant until,
        boolean unexplained,
        List<RefusedMember> refused) {

    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f-]{6,}|\\d+");

    /** A failure that is explained by what the provider says. */
    public Failure(
            FailureClass kind,
            int status,
            String message,
            @Nullable String type,
            @Nullable String code,
            @Nullable String param,
            @Nullable Duration retryAfter,
            @Nullable Instant until) {
        this(kind, status, message, type, code, param, retryAfter, until, false, List.of());
    }

    public Failure {
        refused = List.copyOf(refused);
    }

    /** A failure of which no more is known than its kind. */
    public static Failure of(FailureClass kind, String message) {
        return new Failure(kind, 0, message, null, null, null, null, null);
    }

    /**
     * The same failure for a model that the provider lists: "no such model" then means that this key may not use it.
     * Any other 404 stays the request's fault, so that neither a misspelt name nor a model asked to do what it cannot
     * costs a key anything.
     */
    public Failure forListedModel() {
        boolean notFound = "model_not_found".equals(code) || "not_found_error".equals(type);
        if (kind != FailureClass.BAD_REQUEST || !notFound) {
            return this;
        }
        return new Failure(FailureClass.PERMISSION, status, message, type, code, param, retryAfter, until);
    }

    /** Whether it speaks of the request, or may do so for all that is known. */
    public boolean mayBeTheRequestsFault() {
        return kind.isTheRequestsFault() || unexplained;
    }

    /** Whether the provider refused both times in the same words, but for numbers and ids. */
    public boolean isLike(Failure other) {
        return status == other.status
                && Objects.equals(code, other.code)
                && Objects.equals(type, other.type)
                && withoutIds(message).equals(withoutIds(other.message));
    }

    private static String withoutIds(String text) {
        return ID.matcher(text).replaceAll("#");
    }

    /** The same failure, put down to a request that is longer than the model's context of so many tokens. */
    public Failure forOverlongContext(long contextTokens) {
        return new Failure(
                FailureClass.CONTEXT,
                status,
                "The request is longer than the model's context of %d tokens, by its length in bytes. The provider said: %s"
                        .formatted(contextTokens, message),
                "invalid_request_error",
                "context_length_exceeded",
                param,
                null,
                null);
    }
}
