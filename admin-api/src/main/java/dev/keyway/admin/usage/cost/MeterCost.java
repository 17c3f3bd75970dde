package dev.keyway.admin.usage.cost;

import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Usage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cost of one meter of an attempt.
 *
 * @param meter by its name in the contract
 * @param perMillion the price of a million units; empty without a price
 * @param nanos whole nano-dollars
 */
public record MeterCost(String meter, long units, Optional<NanoDollars> perMillion, long nanos) {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final BigInteger HALF = BigInteger.valueOf(500_000);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final Meter[] METERS = Meter.values();

    /** @param unknown units of meters that have no price, as this release does not know them */
    static List<MeterCost> of(Usage usage, Map<Meter, NanoDollars> prices, Map<String, Long> unknown) {
        List<MeterCost> parts = new ArrayList<>();
        BigInteger exact = HALF;
        long booked = 0;
        int greatest = -1;
        for (Meter meter : METERS) {
            Optional<NanoDollars> price = Optional.ofNullable(prices.get(meter));
            boolean isFreeCall =
                    meter == Meter.REQUEST && price.map(NanoDollars::nanos).orElse(0L) == 0;
            long units = isFreeCall ? 0 : meter.units(usage);
            if (units > 0) {
                BigInteger product = BigInteger.valueOf(units)
                        .multiply(
                                BigInteger.valueOf(price.map(NanoDollars::nanos).orElse(0L)));
                long nanos = whole(product);
                exact = exact.add(product);
                booked = Math.addExact(booked, Math.min(nanos, Long.MAX_VALUE - booked));
                if (price.isPresent()
                        && (greatest < 0 || nanos > parts.get(greatest).nanos())) {
                    greatest = parts.size();
                }
                parts.add(new MeterCost(meter.column(), units, price, nanos));
            }
        }
        if (greatest >= 0) {
            MeterCost one = parts.get(greatest);
            long left = whole(exact) - booked;
            parts.set(greatest, new MeterCost(one.meter, one.units, one.perMillion, one.nanos + left));
        }
        unknown.forEach((meter, units) -> parts.add(new MeterCost(meter, units, Optional.empty(), 0)));
        return parts;
    }

    private static long whole(BigInteger millionths) {
        return millionths.divide(MILLION).min(MOST).longValueExact();
    }
}
