package dev.keyway.contract.window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * Period of a budget or of spend. A window is named by its first local date, which follows from the admission date alone: no time zone
 * is needed any more.
 */
public enum Period {
    /** One local day. */
    DAY,
    /** An ISO week, from Monday. */
    WEEK,
    /** A calendar month. */
    MONTH,
    /** All time. */
    TOTAL;

    /** The first date of {@link #TOTAL}. */
    public static final LocalDate BEGINNING = LocalDate.of(1970, 1, 1);

    /**
     * First date of the window that a date is in.
     *
     * @param date the admission date
     */
    public LocalDate start(LocalDate date) {
        return switch (this) {
            case DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case TOTAL -> BEGINNING;
        };
    }

    /**
     * First date of the window after another one.
     *
     * @param start first date of that window
     * @return null if there is none
     */
    public @Nullable LocalDate next(LocalDate start) {
        return switch (this) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
            case TOTAL -> null;
        };
    }
}
