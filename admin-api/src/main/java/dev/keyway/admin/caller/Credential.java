package dev.keyway.admin.caller;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller signed in with: a session or an access token.
 *
 * @param ends when an access token ends; null: never, or it is a session, which ends by itself
 */
public record Credential(UUID id, @Nullable Instant ends) {}
