package dev.keyway.contract.config;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token is known by.
 *
 * @param digest SHA-256 of the secret, in base64
 * @param until the end of its grace, if it was rotated out
 */
public record TokenSecret(String digest, @Nullable Instant until) {}
