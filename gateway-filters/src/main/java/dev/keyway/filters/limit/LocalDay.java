package dev.keyway.filters.limit;

import dev.keyway.contract.window.AdmissionDate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/** Local day of a tenant, until which moment it is known. Not thread-safe. */
final class LocalDay implements Resets {

    private ZoneId zone = ZoneOffset.UTC;
    private long day;
    private Instant from = Instant.MAX;
    private Instant until = Instant.MIN;

    /** The admission date at a moment, as an epoch day. */
    long at(Instant now, ZoneId present) {
        if (!zone.equals(present) || now.isBefore(from) || !now.isBefore(until)) {
            zone = present;
            LocalDate date = AdmissionDate.of(now, present.getId());
            day = date.toEpochDay();
            from = now;
            until = end(now, date);
        }
        return day;
    }

    /** The zone that was last asked for. */
    ZoneId zone() {
        return zone;
    }

    @Override
    public @Nullable Instant of(Window window) {
        return window.to() == Long.MAX_VALUE
                ? null
                : LocalDate.ofEpochDay(window.to()).atStartOfDay(zone).toInstant();
    }

    /** The local date can change with the clocks, too. */
    private Instant end(Instant now, LocalDate date) {
        Instant midnight = date.plusDays(1).atStartOfDay(zone).toInstant();
        ZoneOffsetTransition next = zone.getRules().nextTransition(now);
        return next != null && next.getInstant().isBefore(midnight) ? next.getInstant() : midnight;
    }
}
