package dev.keyway.filters.model;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.window.Period;
import java.time.Instant;
import java.util.List;

/**
 * Budget of one level.
 *
 * @param id given by the source
 * @param period how long a window is, in the tenant's calendar
 * @param amount for one window, without raises
 * @param hard whether calls are refused when it is spent
 * @param strict whether the most that a call can cost is held
 * @param softThresholds percent of it at which an alert is due, ascending
 * @param raises what it has more for a time
 */
public record Budget(
        String id,
        Period period,
        NanoDollars amount,
        boolean hard,
        boolean strict,
        List<Integer> softThresholds,
        List<Raise> raises) {

    /**
     * Raise of a budget in each window.
     *
     * @param from the first moment at which it is in force
     * @param until the first moment at which it no longer is
     */
    public record Raise(NanoDollars amount, Instant from, Instant until) {}

    public Budget {
        softThresholds = List.copyOf(softThresholds);
        raises = List.copyOf(raises);
    }
}
