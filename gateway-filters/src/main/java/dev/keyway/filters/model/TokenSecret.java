package dev.keyway.filters.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Secret of a proxy token, known by its digest only.
 *
 * @param until the first moment at which it no longer authenticates, because the token was rotated; null for the newest
 */
public record TokenSecret(TokenDigest digest, @Nullable Instant until) {

    /** A secret that was not rotated. */
    public static TokenSecret of(TokenDigest digest) {
        return new TokenSecret(digest, null);
    }

    /** Whether its grace period is over. */
    public boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
