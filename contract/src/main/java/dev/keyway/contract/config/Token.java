package dev.keyway.contract.config;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proxy token. One that is revoked is not there any more; what it may do stands in the {@link LimitPolicy} of its levels.
 *
 * @param secrets its newest secret, and those that are in grace
 * @param labels texts by key that administrators set, such as a cost centre: usage records carry them
 */
public record Token(
        UUID id,
        UUID tenantId,
        UUID teamId,
        String name,
        List<TokenSecret> secrets,
        @Nullable Instant expiresAt,
        boolean blocked,
        Map<String, String> labels) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Token {
        secrets = secrets == null ? List.of() : List.copyOf(secrets);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
