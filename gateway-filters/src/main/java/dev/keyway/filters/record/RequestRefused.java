package dev.keyway.filters.record;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A request of a known token that was refused at admission.
 *
 * @param requestId the {@code x-request-id}
 * @param owner whose it is
 * @param operation such as {@code chat_completions}; empty if it is not known yet
 * @param askedModel the model name as asked; empty if it is not known yet
 * @param status the status that the client is given
 * @param code the stable code of the error
 * @param scope {@code tenant}, {@code team} or {@code token}; null if the code has none
 * @param limit the limit that was reached; null if the code has none
 * @param used how much of it was used; null if the code has none
 * @param date the admission date
 * @param at when it was refused
 */
public record RequestRefused(
        String requestId,
        RequestOwner owner,
        String operation,
        String askedModel,
        int status,
        String code,
        @Nullable String scope,
        @Nullable Long limit,
        @Nullable Long used,
        LocalDate date,
        Instant at) {

    /** The same refusal, because of a limit. */
    public RequestRefused at(long reached, long soFar) {
        return new RequestRefused(
                requestId, owner, operation, askedModel, status, code, scope, reached, soFar, date, at);
    }

    /** The same refusal, of whichever model. */
    public RequestRefused ofAnyModel() {
        return new RequestRefused(requestId, owner, operation, "", status, code, scope, limit, used, date, at);
    }
}
