package dev.keyway.contract.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usage event: a request that has ended, or refusals. Stored once by its id, however often it is sent. Contains no provider key, prompt
 * or response.
 *
 * @param id UUIDv7, given at admission
 * @param sequence of the record in the gateway's log that completed the event
 * @param kind {@link #REQUEST}, {@link #REFUSAL} or {@link #UNREADABLE}
 * @param at when the request was admitted or refused, by the gateway's clock
 * @param clockOffsetMillis by how much {@code at} and the times of the attempts were corrected, because the gateway's clock was wrong;
 *     0 if they were not
 * @param date admission date, the local date in the tenant's zone: its windows follow from it
 * @param owner whose request it was; null for unreadable records only
 * @param requestId the {@code x-request-id} that the client saw; empty for refusals that are counted together
 * @param operation such as {@code chat_completions}
 * @param askedModel the model name as the client asked for it
 * @param alias the alias, if this name is one; otherwise null
 * @param stream whether a stream was asked for
 * @param outcome {@code COMPLETED}, {@code REFUSED}, {@code FAILED}, {@code BROKEN}, {@code CANCELLED} or {@code INTERRUPTED}: the
 *     gateway ended before the request
 * @param status the status that the client was given; 0 if it left before
 * @param errorOrigin {@code gateway}, {@code provider} or {@code client}; null without an error
 * @param errorCode the stable code of the error; null without one
 * @param queuedMillis how long the request waited for keys
 * @param firstByteMillis from arrival to the first byte for the client; null without one
 * @param durationMillis from arrival to end
 * @param heldNanos estimate of the cost that was held at admission, in nano-dollars, extensions included
 * @param costNanos cost in nano-dollars: the sum of its attempts
 * @param estimated whether any of the usage is an estimate
 * @param answeredBy number of the attempt whose response the client was given; null if there was none
 * @param attempts upstream calls in their order
 * @param tags of the call by name, at most 8
 * @param userHash the call's {@code user}, as HMAC-SHA-256 under a key of the tenant, in hexadecimal; null if there is none
 * @param refusal why it was refused, and how often; for refusals only
 * @param raw the record's bytes in base64; for unreadable records only
 */
public record UsageEvent(
        UUID id,
        long sequence,
        String kind,
        Instant at,
        long clockOffsetMillis,
        LocalDate date,
        @Nullable UsageOwner owner,
        String requestId,
        String operation,
        String askedModel,
        @Nullable String alias,
        boolean stream,
        String outcome,
        int status,
        @Nullable String errorOrigin,
        @Nullable String errorCode,
        long queuedMillis,
        @Nullable Long firstByteMillis,
        long durationMillis,
        long heldNanos,
        long costNanos,
        boolean estimated,
        @Nullable Integer answeredBy,
        List<UsageAttempt> attempts,
        Map<String, String> tags,
        @Nullable String userHash,
        @Nullable UsageRefusal refusal,
        @Nullable String raw) {

    /** A request that was admitted, and has ended. */
    public static final String REQUEST = "REQUEST";

    /** Requests of a known token that were refused at admission: one, or several of one code counted together. */
    public static final String REFUSAL = "REFUSAL";

    /** A record of the log that its gateway cannot read. */
    public static final String UNREADABLE = "UNREADABLE";

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public UsageEvent {
        requestId = requestId == null ? "" : requestId;
        operation = operation == null ? "" : operation;
        askedModel = askedModel == null ? "" : askedModel;
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
        tags = tags == null ? Map.of() : Map.copyOf(tags);
    }
}
