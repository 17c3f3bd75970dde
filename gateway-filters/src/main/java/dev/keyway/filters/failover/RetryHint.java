package dev.keyway.filters.failover;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How long a provider asks to wait. What is zero, negative or no number counts as not said; what is longer than ten years
 * is cut to that.
 */
final class RetryHint {

    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|µs|ns|h|m|s)");
    private static final Pattern WHOLE = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|us|µs|ns|h|m|s))+");
    private static final Pattern IN_TEXT = Pattern.compile(
            "(?:try again|retry) (?:in|after) (?:(" + WHOLE.pattern() + ")|(\\d+(?:\\.\\d+)?) ?(?:seconds?|secs?))\\b");
    private static final double LONGEST_SECONDS = 3650 * 86_400.0;

    private RetryHint() {}

    /** {@code retry-after-ms}, else {@code retry-after} as seconds, HTTP date or duration. */
    static @Nullable Duration fromHeaders(Function<String, @Nullable String> headers, Instant now) {
        Duration millis = number(headers.apply("retry-after-ms"), 1e-3);
        if (millis != null) {
            return millis;
        }
        String value = headers.apply("retry-after");
        Duration seconds = number(value, 1);
        if (seconds != null) {
            return seconds;
        }
        Duration duration = duration(value);
        return duration != null ? duration : untilDate(value, now);
    }

    /** Google's {@code RetryInfo}, else a figure in the message. */
    static @Nullable Duration fromBody(ErrorFields body) {
        for (JsonNode detail : body.error().path("details")) {
            Duration stated = duration(detail.path("retryDelay").asString(null));
            if (stated != null) {
                return stated;
            }
        }
        Matcher text = IN_TEXT.matcher(body.text());
        if (!text.find()) {
            return null;
        }
        return text.group(1) != null ? duration(text.group(1)) : number(text.group(2), 1);
    }

    /** A duration as Go and protobuf write it: {@code 6m0s}, {@code 7.66s}, {@code 12ms}. */
    static @Nullable Duration duration(@Nullable String value) {
        if (value == null || !WHOLE.matcher(value.strip()).matches()) {
            return null;
        }
        double seconds = 0;
        Matcher part = PART.matcher(value);
        while (part.find()) {
            seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
        }
        return ofSeconds(seconds);
    }

    private static double unit(String name) {
        return switch (name) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "us", "µs" -> 1e-6;
            default -> 1e-9;
        };
    }

    private static @Nullable Duration number(@Nullable String value, double unit) {
        if (value == null) {
            return null;
        }
        try {
            return ofSeconds(Double.parseDouble(value.strip()) * unit);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration untilDate(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        try {
            Instant date = ZonedDateTime.parse(
                            value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US))
                    .toInstant();
            return date.isAfter(now) ? Duration.between(now, date) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Duration ofSeconds(double seconds) {
        return seconds > 0 ? Duration.ofMillis((long) Math.ceil(Math.min(seconds, LONGEST_SECONDS) * 1000)) : null;
    }
}
