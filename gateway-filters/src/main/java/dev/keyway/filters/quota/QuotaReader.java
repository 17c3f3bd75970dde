package dev.keyway.filters.quota;

import dev.keyway.catalogue.quota.QuotaHeader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the headers of an answer tell of limits. Never throws; what makes no sense is taken as not said. */
public final class QuotaReader {

    /** Above this the provider's clock is taken to differ from ours, not its answer to have been under way. */
    private static final Duration SAME_TIME = Duration.ofSeconds(2);

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US);

    private final List<QuotaHeader> declared;

    /** A reader of these limits. */
    public QuotaReader(List<QuotaHeader> declared) {
        this.declared = List.copyOf(declared);
    }

    /**
     * The limits that an answer tells of; empty if it tells of none.
     *
     * @param headers the answer's headers by lower-case name; null for one it lacks
     * @param now when the answer came
     */
    public List<QuotaReading> read(Function<String, @Nullable String> headers, Instant now) {
        List<QuotaReading> readings = List.of();
        for (QuotaHeader header : declared) {
            QuotaReading reading = read(header, headers, now);
            if (reading != null) {
                if (readings.isEmpty()) {
                    readings = new ArrayList<>(declared.size());
                }
                readings.add(reading);
            }
        }
        return readings;
    }

    private static @Nullable QuotaReading read(
            QuotaHeader header, Function<String, @Nullable String> headers, Instant now) {
        long remaining = Amount.parse(headers.apply(header.remaining()));
        if (remaining < 0) {
            return null;
        }
        String told = headers.apply(header.limit());
        long limit = Amount.parse(told);
        if (told != null && (limit <= 0 || limit < remaining)) {
            return null;
        }
        return new QuotaReading(header, Math.max(0, limit), remaining, reset(header, headers, now));
    }

    private static long reset(QuotaHeader header, Function<String, @Nullable String> headers, Instant now) {
        String value = header.reset().isEmpty() ? null : headers.apply(header.reset());
        return value == null ? ResetTime.UNTOLD : ResetTime.millisUntil(value, theirTime(headers.apply("date"), now));
    }

    private static Instant theirTime(@Nullable String date, Instant now) {
        if (date == null) {
            return now;
        }
        try {
            Instant theirs = ZonedDateTime.parse(date, DATE).toInstant();
            return Duration.between(theirs, now).abs().compareTo(SAME_TIME) > 0 ? theirs : now;
        } catch (DateTimeException | ArithmeticException e) {
            return now;
        }
    }
}
