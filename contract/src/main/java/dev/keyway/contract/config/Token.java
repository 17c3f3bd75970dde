package dev.keyway.contract.config;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proxy token. One that is revoked is not there any more; what it may do stands in the {@link LimitPolicy} of its levels.
 *
 * @param secrets its newest secret, and those that are in grace
 */
public record Token(
        UUID id,
        UUID tenantId,
        UUID teamId,
        String name,
        List<TokenSecret> secrets,
        @Nullable Instant expiresAt,
        boolean blocked) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Token {
        secrets = secrets == null ? List.of() : List.copyOf(secrets);
    }
}
