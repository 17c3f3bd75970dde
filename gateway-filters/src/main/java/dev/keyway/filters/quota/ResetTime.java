package dev.keyway.filters.quota;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * When a limit resets, however a provider spells it: a duration as Go writes it ({@code 6m0s}, {@code 12ms}), seconds, a
 * moment of RFC 3339, or a moment in seconds or milliseconds since the epoch.
 */
final class ResetTime {

    static final long UNTOLD = -1;

    private static final int LONGEST_TEXT = 40;
    private static final long LONGEST = 400L * 24 * 3600 * 1000;
    private static final double FIRST_EPOCH_SECOND = 1e9;
    private static final double FIRST_EPOCH_MILLI = 1e11;

    private ResetTime() {}

    /**
     * Milliseconds until the reset, rounded up, never more than 400 days; {@link #UNTOLD} for what is none or over. A
     * moment in whole seconds may have been cut to them, so it counts as the second's end.
     *
     * @param now the moment of the answer by the provider's clock
     */
    static long millisUntil(@Nullable String value, Instant now) {
        if (value == null || value.length() > LONGEST_TEXT) {
            return UNTOLD;
        }
        String text = value.strip();
        if (text.indexOf('T') > 0 || text.indexOf('t') > 0) {
            return untilMoment(text, now);
        }
        if (!text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1))) {
            return ofNumber(number(text, 0, text.length()), now);
        }
        return bounded(goDuration(text));
    }

    private static long untilMoment(String text, Instant now) {
        try {
            Instant moment = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
            double millis =
                    (moment.getEpochSecond() - now.getEpochSecond()) * 1e3 + (moment.getNano() - now.getNano()) / 1e6;
            return bounded(text.indexOf('.') < 0 ? millis + 1000 : millis);
        } catch (DateTimeException | ArithmeticException e) {
            return UNTOLD;
        }
    }

    private static long ofNumber(double number, Instant now) {
        if (number >= FIRST_EPOCH_MILLI) {
            return bounded(number - now.toEpochMilli());
        }
        return number >= FIRST_EPOCH_SECOND
                ? bounded((number + 1) * 1000 - now.toEpochMilli())
                : bounded(number * 1000);
    }

    private static double goDuration(String text) {
        double millis = text.isEmpty() ? UNTOLD : 0;
        int p = 0;
        while (p < text.length() && millis >= 0) {
            int unit = endOfNumber(text, p);
            int next = endOfUnit(text, unit);
            double scale = millisIn(text.substring(unit, next));
            double number = number(text, p, unit);
            millis = scale < 0 || number < 0 ? UNTOLD : millis + number * scale;
            p = next;
        }
        return millis;
    }

    private static int endOfNumber(String text, int from) {
        int p = from;
        while (p < text.length() && (text.charAt(p) == '.' || Character.isDigit(text.charAt(p)))) {
            p++;
        }
        return p;
    }

    private static int endOfUnit(String text, int from) {
        int p = from;
        while (p < text.length() && !Character.isDigit(text.charAt(p)) && text.charAt(p) != '.') {
            p++;
        }
        return p;
    }

    private static double millisIn(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1000;
            case "ms" -> 1;
            case "us", "µs", "μs" -> 1e-3;
            case "ns" -> 1e-6;
            default -> UNTOLD;
        };
    }

    private static double number(String text, int from, int to) {
        double number = 0;
        double scale = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' && scale == 0) {
                scale = 1;
            } else if (c >= '0' && c <= '9') {
                number = number * 10 + (c - '0');
                scale *= 10;
            } else {
                return UNTOLD;
            }
        }
        if (from == to) {
            return UNTOLD;
        }
        return scale == 0 ? number : number / scale;
    }

    private static long bounded(double millis) {
        return millis < 0 ? UNTOLD : (long) Math.ceil(Math.min(millis, LONGEST));
    }
}
