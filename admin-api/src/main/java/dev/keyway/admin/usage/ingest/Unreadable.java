package dev.keyway.admin.usage.ingest;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Event that cannot be booked. */
final class Unreadable {

    private final byte[] raw;
    private final String reason;
    private final @Nullable Long sequence;
    private final @Nullable UUID eventId;

    /**
     * @param raw as it was received
     * @param sequence of it in the log; null if that cannot be read either
     * @param eventId null if that cannot be read either
     */
    Unreadable(byte[] raw, String reason, @Nullable Long sequence, @Nullable UUID eventId) {
        this.raw = raw;
        this.reason = reason;
        this.sequence = sequence;
        this.eventId = eventId;
    }

    byte[] raw() {
        return raw;
    }

    String reason() {
        return reason;
    }

    @Nullable
    Long sequence() {
        return sequence;
    }

    @Nullable
    UUID eventId() {
        return eventId;
    }
}
