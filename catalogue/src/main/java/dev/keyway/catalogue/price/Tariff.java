package dev.keyway.catalogue.price;

import dev.keyway.catalogue.usage.Usage;
import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The prices of all meters for prompts of some size and more. */
final class Tariff {

    private static final long MILLION = 1_000_000;
    private static final Meter[] METERS = Meter.values();

    private final long floor;
    private final Map<Meter, NanoDollars> perMillion;

    Tariff(long floor, Map<Meter, NanoDollars> prices) {
        this.floor = floor;
        this.perMillion = new EnumMap<>(prices);
        // What has no price of its own is an ordinary token to the provider. Audio output and units are not.
        standIn(Meter.CACHE_READ, Meter.INPUT);
        standIn(Meter.CACHE_WRITE_5M, Meter.INPUT);
        standIn(Meter.CACHE_WRITE_1H, Meter.CACHE_WRITE_5M);
        standIn(Meter.AUDIO_INPUT, Meter.INPUT);
        standIn(Meter.REASONING, Meter.OUTPUT);
        standIn(Meter.IMAGE_INPUT, Meter.INPUT);
        standIn(Meter.IMAGE_OUTPUT, Meter.OUTPUT);
        // Lists from before search units had a meter priced them as searches.
        standIn(Meter.SEARCH_UNIT, Meter.SEARCH);
        perMillion.putIfAbsent(Meter.REQUEST, NanoDollars.ZERO);
    }

    private void standIn(Meter missing, Meter other) {
        NanoDollars price = perMillion.get(other);
        if (price != null) {
            perMillion.putIfAbsent(missing, price);
        }
    }

    long floor() {
        return floor;
    }

    Optional<NanoDollars> perMillion(Meter meter) {
        return Optional.ofNullable(perMillion.get(meter));
    }

    Map<Meter, NanoDollars> perMillion() {
        return Collections.unmodifiableMap(perMillion);
    }

    /** Whether all that was used has a price. */
    boolean covers(Usage usage) {
        for (Meter meter : METERS) {
            if (!perMillion.containsKey(meter) && meter.units(usage) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Units that have no price, by meter. */
    Map<Meter, Long> uncovered(Usage usage) {
        Map<Meter, Long> units = Meter.used(usage);
        units.keySet().removeAll(perMillion.keySet());
        return units;
    }

    /** Cost of the units that have a price: nano-dollars, rounded half up; the greatest long if it would be more. */
    long cost(Usage usage) {
        long sum = MILLION / 2;
        for (Meter meter : METERS) {
            long units = meter.units(usage);
            if (units == 0 || !perMillion.containsKey(meter)) {
                continue;
            }
            long product = units * price(meter);
            if (Math.multiplyHigh(units, price(meter)) != 0 || product < 0 || sum + product < 0) {
                return bigCost(usage);
            }
            sum += product;
        }
        return sum / MILLION;
    }

    private long bigCost(Usage usage) {
        BigInteger sum = BigInteger.valueOf(MILLION / 2);
        for (Meter meter : METERS) {
            if (meter.units(usage) > 0 && perMillion.containsKey(meter)) {
                sum = sum.add(BigInteger.valueOf(meter.units(usage)).multiply(BigInteger.valueOf(price(meter))));
            }
        }
        return sum.divide(BigInteger.valueOf(MILLION))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private long price(Meter meter) {
        NanoDollars price = perMillion.get(meter);
        if (price == null) {
            throw new IllegalStateException("No price for " + meter);
        }
        return price.nanos();
    }
}
