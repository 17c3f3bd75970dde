package dev.keyway.admin.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.edit.Live;
import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A gateway, as the API shows one; never its credential.
 *
 * @param last4 the last characters of its credential, to recognize it
 * @param previousUntil until when the credential before that is good
 * @param publicKey what provider keys are sealed to (X25519, base64); null until it registers
 * @param enrolledAt when it enrolled with the credential of a group; null: an administrator created it
 * @param life how it is; not part of the audit
 */
public record GatewayView(
        UUID id,
        String name,
        String last4,
        @Nullable Instant previousUntil,
        @Nullable String publicKey,
        @Nullable Instant registeredAt,
        @Nullable Instant disabledAt,

        @Live @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        GatewayLife life,

        @Nullable Instant enrolledAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {

    GatewaySettings settings() {
        return new GatewaySettings(name, disabledAt != null);
    }

    /** What the audit records. */
    GatewayView lasting() {
        return new GatewayView(
                id,
                name,
                last4,
                previousUntil,
                publicKey,
                registeredAt,
                disabledAt,
                null,
                enrolledAt,
                createdAt,
                updatedAt,
                version);
    }
}
