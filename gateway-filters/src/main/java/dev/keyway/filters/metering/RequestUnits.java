package dev.keyway.filters.metering;

import dev.keyway.catalogue.usage.Unit;
import java.util.Map;

/**
 * Request units: what a request states of the units, beside tokens, that it uses.
 *
 * @param counts by unit; 0 of one that it uses without a hint of how many
 * @param estimated whether they are an estimate
 */
public record RequestUnits(Map<Unit, Long> counts, boolean estimated) {

    /** A request that uses tokens only. */
    public static final RequestUnits NONE = new RequestUnits(Map.of(), false);

    public RequestUnits {
        counts = Map.copyOf(counts);
    }

    /** So many of a unit, by what the request asks for. */
    public static RequestUnits of(Unit unit, long count) {
        return new RequestUnits(Map.of(unit, count), false);
    }

    /** About so many of a unit. */
    public static RequestUnits about(Unit unit, long count) {
        return new RequestUnits(Map.of(unit, count), true);
    }

    /** Whether the request uses a unit. */
    public boolean has(Unit unit) {
        return counts.containsKey(unit);
    }
}
