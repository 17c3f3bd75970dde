package dev.keyway.catalogue.price;

import java.util.Map;

/** What an attempt cost. */
public sealed interface Cost {

    /** Price list of costs that the provider itself stated. */
    String STATED = "stated-by-provider";

    /**
     * A cost by known prices.
     *
     * @param amount never negative
     * @param priceVersion the price list it was reckoned with
     */
    record Priced(NanoDollars amount, String priceVersion) implements Cost {}

    /**
     * A cost of which some part has no known price: not free, unknown.
     *
     * @param priced cost of what has a price
     * @param units units without a price, by meter; empty if it is not known what was used
     */
    record Unpriced(NanoDollars priced, Map<Meter, Long> units) implements Cost {

        public Unpriced {
            units = Map.copyOf(units);
        }

        /** A cost of which nothing is known. */
        public Unpriced() {
            this(NanoDollars.ZERO, Map.of());
        }
    }
}
