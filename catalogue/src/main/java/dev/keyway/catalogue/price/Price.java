package dev.keyway.catalogue.price;

import dev.keyway.catalogue.usage.ServiceTiers;
import java.time.Instant;

/**
 * What a million units of one meter cost.
 *
 * @param provider the provider's id
 * @param model the model's name at the provider without a snapshot's date, or {@code *} for any that has no price of
 *     its own
 * @param meter what is counted
 * @param tier the provider's service tier
 * @param floor the prompt size, in tokens and with all cached ones, from which the price holds for the whole request
 * @param hours the hours of the day in which the price holds, before a price that holds all day
 * @param validFrom since when; {@link Instant#MIN} for always
 * @param perMillion for a million units, never negative
 */
public record Price(
        String provider,
        String model,
        Meter meter,
        String tier,
        long floor,
        Hours hours,
        Instant validFrom,
        NanoDollars perMillion) {

    /** The model of a price that holds for all of a provider's models. */
    public static final String ANY_MODEL = "*";

    /** The tier of responses that name none, and of those whose tier has no prices of its own. */
    public static final String STANDARD = ServiceTiers.STANDARD;

    /** @throws IllegalArgumentException if the price or the floor is negative */
    public Price {
        if (perMillion.nanos() < 0 || floor < 0) {
            throw new IllegalArgumentException("A price and its floor are never negative");
        }
    }

    /**
     * A price of the standard tier, at all hours.
     *
     * @throws IllegalArgumentException as above
     */
    public Price(String provider, String model, Meter meter, long floor, Instant validFrom, NanoDollars perMillion) {
        this(provider, model, meter, STANDARD, floor, Hours.ALL_DAY, validFrom, perMillion);
    }
}
