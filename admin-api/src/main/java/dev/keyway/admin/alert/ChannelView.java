package dev.keyway.admin.alert;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.Versioned;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel, as the API shows one; never its secrets.
 *
 * @param tenantId null: the installation, which gets all alerts
 * @param target the mail address; of a webhook its origin alone, as in {@code https://hooks.example.com/…}
 */
public record ChannelView(
        UUID id,
        @Nullable UUID tenantId,
        String name,
        ChannelKind kind,
        String target,
        Set<AlertEvent> events,
        @Nullable Instant disabledAt,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {

    ChannelSettings settings() {
        return new ChannelSettings(name, target, events, disabledAt != null);
    }

    public Scope scope() {
        return new Scope(tenantId, null);
    }
}
