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
        LocalDate date,
        Instant at) {}
