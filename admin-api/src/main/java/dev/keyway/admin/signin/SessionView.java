package dev.keyway.admin.signin;

import java.time.Instant;
import java.util.UUID;

/**
 * A browser that is signed in, as the API shows it.
 *
 * @param address where it signed in from
 * @param userAgent what it calls itself
 * @param seenAt its latest call, to the minute
 */
public record SessionView(
        UUID id, String address, String userAgent, Instant createdAt, Instant seenAt, Instant expiresAt) {}
