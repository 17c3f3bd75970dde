package dev.keyway.filters.record;

import dev.keyway.catalogue.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that is over.
 *
 * @param id the {@code x-request-id}
 * @param start when it came
 * @param path its path, without the query
 * @param caller the name of the proxy token, if it was known
 * @param provider the provider's id, once chosen
 * @param model the provider's model name, once chosen
 * @param keyId the id of the key used last
 * @param stream whether a stream was asked for
 * @param outcome how it ended
 * @param status the status the client was given; 0 if it left before
 * @param code the error code, if it ended in an error
 * @param attempts upstream calls made
 * @param usage tokens used, all attempts together
 * @param estimated whether any of the usage is an estimate
 * @param cost what it cost, all attempts together
 * @param firstByte from the request's arrival to the first byte for the client, if there was one
 * @param duration from arrival to end
 */
public record RequestRecord(
        String id,
        Instant start,
        String path,
        @Nullable String caller,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String keyId,
        boolean stream,
        Outcome outcome,
        int status,
        @Nullable String code,
        int attempts,
        Usage usage,
        boolean estimated,
        Spend cost,
        @Nullable Duration firstByte,
        Duration duration) {}
