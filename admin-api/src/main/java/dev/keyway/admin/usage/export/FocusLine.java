package dev.keyway.admin.usage.export;

import dev.keyway.admin.usage.cost.MeterCost;
import dev.keyway.catalogue.price.NanoDollars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Line of an export in the columns of FOCUS: a meter of an attempt, or an adjustment.
 *
 * @param meter empty for adjustments
 * @param unit what is counted; empty for adjustments
 * @param price of a million units, in nano-dollars, or of one if it is of one; null if there is none
 * @param isOfOne whether the price is of one unit
 */
record FocusLine(
        String meter, String unit, long units, @Nullable Long price, boolean isOfOne, long nanos) {

    /** Meter of costs that the provider stated. */
    static final String STATED = "stated_cost";

    /** Meter of costs beyond the price list: what was held, or reported so far. */
    static final String OTHER = "other_cost";

    private static final String REQUEST = "request";
    private static final String REQUESTS = "Requests";

    private static final Map<String, String> UNITS = Map.of(
            "search",
            "Searches",
            "image",
            "Images",
            "second",
            "Seconds",
            "character",
            "Characters",
            "search_unit",
            "Search Units",
            "code_interpreter",
            "Calls",
            "file_search",
            "Calls",
            REQUEST,
            REQUESTS);

    static FocusLine adjustment(long nanos) {
        return new FocusLine("", "", 0, null, false, nanos);
    }

    boolean isUsage() {
        return !meter.isEmpty();
    }

    /**
     * The lines of an attempt; there is at least one.
     *
     * @param nanos what the attempt cost; the lines add up to it
     */
    static List<FocusLine> of(List<MeterCost> parts, long nanos, boolean isStated) {
        List<FocusLine> lines = new ArrayList<>(parts.size() + 1);
        long rest = nanos;
        for (MeterCost part : parts) {
            long cost = isStated ? 0 : part.nanos();
            rest -= cost;
            lines.add(new FocusLine(
                    part.meter(),
                    UNITS.getOrDefault(part.meter(), "Tokens"),
                    part.units(),
                    isStated ? null : part.perMillion().map(NanoDollars::nanos).orElse(null),
                    false,
                    cost));
        }
        if (rest != 0 || lines.isEmpty()) {
            String meter = rest == 0 ? REQUEST : isStated ? STATED : OTHER;
            lines.add(new FocusLine(meter, REQUESTS, 1, rest < 0 ? null : (Long) rest, true, rest));
        }
        return lines;
    }
}
