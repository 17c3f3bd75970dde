package dev.keyway.filters.limit;

import dev.keyway.contract.window.Period;
import java.time.LocalDate;

/**
 * Window of a budget, in local dates of the tenant as epoch days.
 *
 * @param from its first day
 * @param to the first day after it
 */
record Window(Period period, long from, long to) {

    private static final int DAYS_OF_A_WEEK = 7;

    /** The window that a day is in. */
    static Window of(Period period, long day) {
        LocalDate start = period.start(LocalDate.ofEpochDay(day));
        return new Window(period, start.toEpochDay(), end(period, start));
    }

    boolean contains(long day) {
        return day >= from && day < to;
    }

    LocalDate start() {
        return LocalDate.ofEpochDay(from);
    }

    private static long end(Period period, LocalDate start) {
        return switch (period) {
            case DAY -> start.toEpochDay() + 1;
            case WEEK -> start.toEpochDay() + DAYS_OF_A_WEEK;
            case MONTH -> start.plusMonths(1).toEpochDay();
            case TOTAL -> Long.MAX_VALUE;
        };
    }
}
