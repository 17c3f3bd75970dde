package dev.keyway.admin.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of an alert.
 *
 * @param attempts how often it was tried
 * @param failure what the last attempt came to; null: it has not failed
 * @param givenUpAt since when it is tried no longer
 */
public record DeliveryView(
        UUID id,
        AlertEvent event,
        String occasion,
        Instant createdAt,
        int attempts,
        @Nullable Instant sentAt,
        @Nullable String failure,
        @Nullable Instant givenUpAt) {}
