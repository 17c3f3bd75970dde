package dev.keyway.filters.record;

import java.time.Duration;

/**
 * An upstream call that is over.
 *
 * @param provider the provider's id
 * @param model the provider's model name
 * @param keyId the fingerprint of the key
 * @param result {@code served}, {@code cancelled}, or the class of the failure in lower case
 * @param status the provider's status; 0 if there was none
 * @param waited how long the request waited for the key
 */
public record AttemptRecord(String provider, String model, String keyId, String result, int status, Duration waited) {}
