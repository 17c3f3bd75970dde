package dev.keyway.catalogue.price;

/** What an attempt cost. */
public sealed interface Cost {

    /**
     * A cost by known prices.
     *
     * @param amount never negative
     * @param priceVersion the price list it was reckoned with
     */
    record Priced(NanoDollars amount, String priceVersion) implements Cost {}

    /** No price is known for something that was used: not free, unknown. */
    record Unpriced() implements Cost {}
}
