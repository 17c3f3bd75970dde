package dev.keyway.admin.publish;

import dev.keyway.admin.edit.Resource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway was asked to do with a key, as the API shows it.
 *
 * @param answer how it went, in a sentence of the gateway's
 */
public record CommandView(
        UUID id,
        Kind kind,
        UUID keyId,
        UUID gatewayId,
        String gateway,
        Status status,
        @Nullable String answer,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant answeredAt)
        implements Resource {

    /** What is asked for; {@code Command} says what each is. */
    public enum Kind {
        CLEAR_COOLDOWN,
        PROBE_KEY,
        TEST_KEY
    }

    /** How far it has come. */
    public enum Status {
        WAITING,
        DELIVERED,
        SUCCEEDED,
        FAILED,
        /** Not answered in time. */
        EXPIRED
    }
}
