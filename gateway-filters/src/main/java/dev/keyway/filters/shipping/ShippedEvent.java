package dev.keyway.filters.shipping;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.filters.control.ControlJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Event on its way.
 *
 * @param completed when it was complete
 * @param isUnreadable whether it goes up as bytes that could not be read
 * @param line its JSON, without a line end
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ShippedEvent(UUID id, long sequence, Instant completed, boolean isUnreadable, byte[] line) {

    static ShippedEvent of(UsageEvent event) {
        return new ShippedEvent(
                event.id(),
                event.sequence(),
                event.at().plusMillis(event.durationMillis()),
                event.kind().equals(UsageEvent.UNREADABLE),
                ControlJson.write(event));
    }

    /** The same as bytes that could not be read, for a person to look at. */
    ShippedEvent unreadable() {
        return unreadable(id, sequence, completed, line);
    }

    /** Bytes that cannot be read as an event. */
    static ShippedEvent unreadable(UUID id, long sequence, Instant at, byte[] raw) {
        UsageEvent event = new UsageEvent(
                id,
                sequence,
                UsageEvent.UNREADABLE,
                at,
                0,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                null,
                "",
                "",
                "",
                null,
                false,
                "FAILED",
                0,
                null,
                null,
                0,
                null,
                0,
                0,
                0,
                true,
                null,
                List.of(),
                Map.of(),
                null,
                null,
                new String(Base64.getEncoder().encode(raw), StandardCharsets.US_ASCII));
        return of(event);
    }
}
