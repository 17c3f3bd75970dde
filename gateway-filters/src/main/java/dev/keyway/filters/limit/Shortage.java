package dev.keyway.filters.limit;

import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Shortage: why a request does not fit. */
public sealed interface Shortage {

    /** The level whose limit or budget it is. */
    Level level();

    /** The one of two shortages of limits that lasts longer, the second one if neither does; null if there is none. */
    static @Nullable Shortage longer(@Nullable Shortage first, @Nullable Shortage second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return lasts(second).compareTo(lasts(first)) >= 0 ? second : first;
    }

    private static Duration lasts(Shortage shortage) {
        if (!(shortage instanceof Rate rate)) {
            return Duration.ZERO;
        }
        Duration freeIn = rate.freeIn();
        return freeIn == null ? ChronoUnit.FOREVER.getDuration() : freeIn;
    }

    /**
     * A rate is used up.
     *
     * @param what such as {@code requests per minute}
     * @param need what the request needs of it
     * @param freeIn when enough is free; null if the request needs more than the limit
     */
    record Rate(
            Level level,
            String what,
            long limit,
            long used,
            long need,
            @Nullable Duration freeIn) implements Shortage {}

    /** All concurrent requests are in use. */
    record Concurrency(Level level, long limit, long used) implements Shortage {}

    /**
     * A budget is spent, or what is left is less than the request may cost.
     *
     * @param cap amount and raises, in nano-dollars as all of them
     * @param spent what is spent in the window
     * @param need what the request is expected to cost
     * @param resetsAt when the next window begins; null for never
     */
    record Spent(
            Level level,
            Period period,
            long cap,
            long spent,
            long need,
            @Nullable Instant resetsAt) implements Shortage {}

    /**
     * What is left of a budget is held by requests in progress, here or at other gateways.
     *
     * @param held by requests here
     * @param elsewhere held at other gateways
     */
    record Reserved(Level level, Period period, long cap, long spent, long held, long elsewhere, long need)
            implements Shortage {}

    /** What is spent of a budget is not known here. */
    record Unknown(Level level, Period period) implements Shortage {}

    /** The most that the request can cost has no bound, and the budget is strict. */
    record Unbounded(Level level, Period period) implements Shortage {}

    /**
     * The request may use something that has no price, and the budget is hard.
     *
     * @param what it may use, in words
     */
    record Unpriced(Level level, Period period, String what) implements Shortage {}
}
