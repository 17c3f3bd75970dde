package dev.keyway.testkit.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations as Go prints them, which is how OpenAI states resets: {@code 12ms}, {@code 1s}, {@code 6m0s}. */
final class GoDuration {

    private GoDuration() {}

    /** Rounded up to whole milliseconds. */
    static String of(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
        if (millis < 1000) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        long minutes = millis / 60_000;
        String seconds = BigDecimal.valueOf(millis % 60_000, 3)
                        .setScale(3, RoundingMode.UNNECESSARY)
                        .stripTrailingZeros()
                        .toPlainString()
                + "s";
        if (minutes == 0) {
            return seconds;
        }
        return (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }
}
