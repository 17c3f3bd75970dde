package dev.keyway.catalogue.price;

import java.time.Instant;

/**
 * What a million units of one meter cost.
 *
 * @param provider the provider's id
 * @param model the model's name at the provider without a snapshot's date, or {@code *} for any that has no price of
 *     its own
 * @param meter what is counted
 * @param floor the prompt size, in tokens and with all cached ones, from which the price holds for the whole request
 * @param validFrom since when; {@link Instant#MIN} for always
 * @param perMillion for a million units, never negative
 */
public record Price(String provider, String model, Meter meter, long floor, Instant validFrom, NanoDollars perMillion) {

    /** The model of a price that holds for all of a provider's models. */
    public static final String ANY_MODEL = "*";

    /** @throws IllegalArgumentException if the price or the floor is negative */
    public Price {
        if (perMillion.nanos() < 0 || floor < 0) {
            throw new IllegalArgumentException("A price and its floor are never negative");
        }
    }
}
