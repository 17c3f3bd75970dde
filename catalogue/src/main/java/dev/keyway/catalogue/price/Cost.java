package dev.keyway.catalogue.price;

import java.util.Map;

/** What an attempt cost. */
public sealed interface Cost {

    /** Price list of costs that the provider itself stated. */
    String STATED = "stated-by-provider";

    /** What is booked of it; never negative. */
    NanoDollars amount();

    /** The same cost, of which no less is booked than was held for it. */
    Cost atLeast(NanoDollars held);

    /**
     * A cost by known prices.
     *
     * @param amount never negative
     * @param priceVersion the price list it was reckoned with
     */
    record Priced(NanoDollars amount, String priceVersion) implements Cost {

        @Override
        public Cost atLeast(NanoDollars held) {
            return amount.compareTo(held) >= 0 ? this : new Priced(held, priceVersion);
        }
    }

    /**
     * A cost of which some part has no known price: not free, unknown.
     *
     * @param priced cost of what has a price
     * @param units units without a price, by meter; empty if it is not known what was used
     * @param amount what is booked: the cost of what has a price, or what was held if that is more
     */
    record Unpriced(NanoDollars priced, Map<Meter, Long> units, NanoDollars amount) implements Cost {

        public Unpriced {
            units = Map.copyOf(units);
        }

        /** A cost of which what has a price is booked. */
        public Unpriced(NanoDollars priced, Map<Meter, Long> units) {
            this(priced, units, priced);
        }

        /** A cost of which nothing is known. */
        public Unpriced() {
            this(NanoDollars.ZERO, Map.of());
        }

        @Override
        public Cost atLeast(NanoDollars held) {
            return amount.compareTo(held) >= 0 ? this : new Unpriced(priced, units, held);
        }
    }
}
