package dev.keyway.filters.record;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import org.jspecify.annotations.Nullable;

/**
 * What a request cost, all attempts together.
 *
 * @param amount what is booked
 * @param unpriced whether something was used that has no known price, so that the amount may not be all
 */
public record Spend(NanoDollars amount, boolean unpriced) {

    /** Nothing was used. */
    public static final Spend NOTHING = new Spend(NanoDollars.ZERO, false);

    Spend plus(@Nullable Cost cost) {
        return switch (cost) {
            case null -> this;
            case Cost.Priced priced -> new Spend(amount.plus(priced.amount()), unpriced);
            case Cost.Unpriced unknown -> new Spend(amount.plus(unknown.amount()), true);
        };
    }
}
