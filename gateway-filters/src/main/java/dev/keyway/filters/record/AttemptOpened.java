package dev.keyway.filters.record;

import java.time.Instant;

/**
 * An attempt about to be sent.
 *
 * @param requestId the request it belongs to
 * @param provider the provider's id
 * @param model the provider's model name
 * @param keyId the id of the key
 * @param at when
 */
public record AttemptOpened(String requestId, String provider, String model, String keyId, Instant at) {}
