package dev.keyway.contract.window;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Admission date: the local date in a tenant's zone at the moment of admission. Fixed once for each request. */
public final class AdmissionDate {

    private AdmissionDate() {}

    /**
     * The date at a moment.
     *
     * @param zone time zone (IANA); UTC counts for one that this Java does not know
     */
    public static LocalDate of(Instant at, String zone) {
        return LocalDate.ofInstant(at, zone(zone));
    }

    /** A tenant's zone; UTC for one that this Java does not know. */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
