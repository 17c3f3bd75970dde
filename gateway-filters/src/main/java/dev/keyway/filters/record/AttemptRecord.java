package dev.keyway.filters.record;

import java.time.Duration;

/**
 * An attempt that has ended.
 *
 * @param provider the provider's id
 * @param model the provider's model name
 * @param keyId the id of the key
 * @param outcome how it ended
 * @param result {@code served}, {@code cancelled}, or the class of the failure in lower case
 * @param detail more about the result, for people; may be empty
 * @param status the provider's status, or for an error inside a stream the one that it names or implies; 0 if there was none
 * @param waited how long the request waited for the key
 * @param usage what it used and cost
 */
public record AttemptRecord(
        String provider,
        String model,
        String keyId,
        Outcome outcome,
        String result,
        String detail,
        int status,
        Duration waited,
        AttemptUsage usage) {}
