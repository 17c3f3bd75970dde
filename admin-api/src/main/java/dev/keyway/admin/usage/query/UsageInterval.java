package dev.keyway.admin.usage.query;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Interval of a time series. All of them begin at quarter hours of UTC, in every zone. */
enum UsageInterval {
    QUARTER,
    HOUR,
    DAY,
    MONTH;

    static final String FORM = "quarter|hour|day|month";

    private static final Duration STEP = Duration.ofMinutes(15);

    static UsageInterval of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** As callers give it. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where the intervals of a range begin, the first at the range's own beginning, and at most so many.
     *
     * @param from inclusive
     * @param to exclusive
     */
    List<Instant> starts(Instant from, Instant to, ZoneId zone, int most) {
        List<Instant> starts = new ArrayList<>();
        Instant start = from;
        while (start.isBefore(to) && starts.size() < most) {
            starts.add(start);
            start = next(start, zone);
        }
        return starts;
    }

    /** When the interval after that of a moment begins. */
    private Instant next(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return switch (this) {
            case QUARTER -> quarter(at).plus(STEP);
            case HOUR -> nextHour(at, zone);
            case DAY -> local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
            case MONTH ->
                local.toLocalDate()
                        .withDayOfMonth(1)
                        .plusMonths(1)
                        .atStartOfDay(zone)
                        .toInstant();
        };
    }

    /** An hour begins where the clock strikes one, or is put over one: a clock put by half an hour makes an hour longer or shorter. */
    private static Instant nextHour(Instant at, ZoneId zone) {
        LocalDateTime hour = hour(at, zone);
        Instant next = quarter(at).plus(STEP);
        while (hour(next, zone).equals(hour) && next.atZone(zone).getMinute() != 0) {
            next = next.plus(STEP);
        }
        return next;
    }

    private static LocalDateTime hour(Instant at, ZoneId zone) {
        return LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.HOURS);
    }

    private static Instant quarter(Instant at) {
        return UsageRange.quarter(at);
    }
}
