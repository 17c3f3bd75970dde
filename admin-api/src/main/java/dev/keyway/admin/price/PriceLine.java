package dev.keyway.admin.price;

import dev.keyway.catalogue.price.Meter;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A price in a JSON import.
 *
 * @param provider the provider's slug
 * @param model its name at the provider; one that is not known is made
 */
record PriceLine(
        @NotBlank String provider,
        @NotBlank @Size(max = 200) String model,

        @Nullable @Pattern(regexp = NewPriceList.TIER, message = NewPriceList.TIER_MESSAGE)
        String tier,

        @Nullable Instant validFrom,
        @Nullable @Size(max = 500) String source,
        @NotNull Meter meter,
        @Min(0) long promptFloor,
        @Nullable LocalTime hoursFrom,
        @Nullable LocalTime hoursTo,
        @NotNull BigDecimal perMillion) {

    NewPrice price() {
        return new NewPrice(meter, promptFloor, hoursFrom, hoursTo, perMillion);
    }
}
