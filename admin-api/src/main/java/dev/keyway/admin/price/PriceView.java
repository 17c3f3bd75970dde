package dev.keyway.admin.price;

import dev.keyway.admin.edit.Resource;
import dev.keyway.catalogue.price.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A price, as the API shows one.
 *
 * @param provider the provider's slug
 * @param model the model's name at the provider
 * @param promptFloor for prompts of at least so many tokens
 * @param hoursFrom in these hours of the day only, UTC; null: always
 * @param perMillion dollars for a million units
 * @param nanos the same in nano-dollars
 */
public record PriceView(
        UUID id,
        UUID providerId,
        String provider,
        UUID modelId,
        String model,
        Meter meter,
        String tier,
        long promptFloor,
        @Nullable LocalTime hoursFrom,
        @Nullable LocalTime hoursTo,
        Instant validFrom,
        BigDecimal perMillion,
        long nanos,
        String source,
        Instant createdAt)
        implements Resource {

    /** Whether it says the same as one to be. */
    boolean says(NewPrice other, long otherNanos) {
        return nanos == otherNanos
                && Objects.equals(hoursTo, other.hoursTo())
                && other.meets(new NewPrice(meter, promptFloor, hoursFrom, hoursTo, perMillion));
    }
}
