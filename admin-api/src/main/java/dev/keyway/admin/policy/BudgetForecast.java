package dev.keyway.admin.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Forecast of a budget to the end of its window, if what is booked goes on at the same rate.
 *
 * @param amount dollars that are booked at the end of the window then
 * @param capReachedAt when the cap is reached then, or now if it has been; null: not within the window
 */
public record BudgetForecast(BigDecimal amount, @Nullable Instant capReachedAt) {

    /** The first part of a window says too little about the rest: an hour of a day, seven of a week, about thirty of a month. */
    private static final int FIRST_PART = 24;

    private static final int NANO_DIGITS = 9;

    /** Empty for windows without an end, and in the first part of a window. */
    static Optional<BudgetForecast> of(
            BigDecimal booked, BigDecimal cap, Instant start, @Nullable Instant end, Instant now) {
        if (end == null || now.isBefore(start.plus(Duration.between(start, end).dividedBy(FIRST_PART)))) {
            return Optional.empty();
        }
        BigDecimal elapsed = nanos(start, now);
        BigDecimal amount = booked.multiply(nanos(start, end)).divide(elapsed, NANO_DIGITS, RoundingMode.HALF_UP);
        return Optional.of(new BudgetForecast(amount, reached(booked, cap, amount, start, elapsed, now)));
    }

    private static @Nullable Instant reached(
            BigDecimal booked, BigDecimal cap, BigDecimal amount, Instant start, BigDecimal elapsed, Instant now) {
        if (booked.compareTo(cap) >= 0) {
            return now;
        }
        return amount.compareTo(cap) < 0
                ? null
                : start.plusNanos(elapsed.multiply(cap)
                        .divide(booked, 0, RoundingMode.CEILING)
                        .longValueExact());
    }

    private static BigDecimal nanos(Instant from, Instant to) {
        return BigDecimal.valueOf(Duration.between(from, to).toNanos());
    }
}
