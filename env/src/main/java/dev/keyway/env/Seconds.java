package dev.keyway.env;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A time as settings give it: a number of seconds, {@code 90s}, {@code 5m}, or ISO 8601 such as {@code PT5M}. */
public final class Seconds {

    private static final Pattern PLAIN = Pattern.compile("\\d{1,9}(\\.\\d{1,3})?");
    private static final Pattern WITH_UNIT = Pattern.compile("([+-]?\\d{1,18})(ns|us|ms|s|m|h|d)");

    private Seconds() {}

    /**
     * Reads it; null for what is not above 0.
     *
     * @throws java.time.DateTimeException if it is no time
     * @throws ArithmeticException if it is too long for one
     */
    public static @Nullable Duration read(String value) {
        Duration duration = duration(value);
        return duration.isNegative() || duration.isZero() ? null : duration;
    }

    private static Duration duration(String value) {
        if (PLAIN.matcher(value).matches()) {
            return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000));
        }
        Matcher unit = WITH_UNIT.matcher(value.toLowerCase(Locale.ROOT));
        return unit.matches() ? unit(unit.group(2)).multipliedBy(Long.parseLong(unit.group(1))) : Duration.parse(value);
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ns" -> Duration.ofNanos(1);
            case "us" -> Duration.ofNanos(1000);
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
