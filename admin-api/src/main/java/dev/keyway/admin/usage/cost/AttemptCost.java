package dev.keyway.admin.usage.cost;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.ModelPrices;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an attempt used, and when: all that its cost depends on.
 *
 * @param units by meter
 * @param began by the clock of its gateway, right or wrong: that chose the prices of the hour
 */
public record AttemptCost(Map<String, Long> units, String tier, Instant began) {

    /** Outcome of attempts that are booked at what they reported or what was held, as nobody knows what was used. */
    public static final String INTERRUPTED = "INTERRUPTED";

    private static final String CALLS = "request";

    /** Meters that have no column. */
    private static final Map<Unit, String> OTHERS =
            Arrays.stream(Unit.values()).collect(Collectors.toMap(Function.identity(), Unit::meter));

    /** The cost by the prices of a list; empty if a meter is of a later release. */
    public Optional<Cost> by(ModelPrices prices) {
        return units.keySet().stream().allMatch(AttemptCost::isKnown)
                ? Optional.of(prices.cost(usage(), tier, began))
                : Optional.empty();
    }

    /**
     * The parts of the cost by the prices of a list, those without a price included. They add up to the cost: what rounding leaves, less than
     * a nano-dollar for each, is in the greatest. Meters of a later release have no price.
     */
    public List<MeterCost> parts(ModelPrices prices) {
        Usage usage = usage();
        return MeterCost.of(usage, prices.perMillion(usage, tier, began), unknown());
    }

    /** The units of each meter, without prices. */
    public List<MeterCost> unpriced() {
        return MeterCost.of(usage(), Map.of(), unknown());
    }

    private Map<String, Long> unknown() {
        return units.entrySet().stream()
                .filter(meter -> !isKnown(meter.getKey()) && meter.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isKnown(String meter) {
        return Units.METERS.contains(meter)
                || meter.equals(CALLS)
                || OTHERS.values().contains(meter);
    }

    private Usage usage() {
        List<Long> values = Units.METERS.stream()
                .map(meter -> units.getOrDefault(meter, 0L))
                .toList();
        long output = values.get(4);
        Map<Unit, Long> others = new EnumMap<>(Unit.class);
        OTHERS.forEach((unit, meter) -> others.put(unit, units.getOrDefault(meter, 0L)));
        return new Usage(
                values.get(0),
                values.get(1),
                values.get(2),
                values.get(3),
                output,
                Math.min(values.get(5), output),
                values.get(6),
                values.get(7),
                values.get(8),
                others);
    }
}
