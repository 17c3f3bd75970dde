package dev.keyway.filters.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was admitted, as its usage record begins.
 *
 * @param requestId the {@code x-request-id}
 * @param owner whose it is
 * @param operation such as {@code chat_completions}
 * @param askedModel the model name as asked
 * @param alias the alias, if this name is one; otherwise null
 * @param stream whether a stream was asked for
 * @param tags of the request by name
 * @param userHash the request's {@code user}, hashed under a key of the tenant; null if there is none
 * @param date the admission date
 * @param heldNanos the estimated cost, in nano-dollars
 * @param at when it was admitted
 */
public record RequestOpened(
        String requestId,
        RequestOwner owner,
        String operation,
        String askedModel,
        @Nullable String alias,
        boolean stream,
        Map<String, String> tags,
        @Nullable String userHash,
        LocalDate date,
        long heldNanos,
        Instant at) {

    public RequestOpened {
        tags = Map.copyOf(tags);
    }
}
