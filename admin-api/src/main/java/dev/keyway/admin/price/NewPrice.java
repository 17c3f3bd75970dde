package dev.keyway.admin.price;

import dev.keyway.catalogue.price.Meter;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A price of a list to be.
 *
 * @param meter what is counted
 * @param promptFloor for prompts of at least so many tokens, cached ones included; none: all
 * @param hoursFrom in these hours of the day only, UTC; none: always
 * @param hoursTo the end of the hours, the next day if it is earlier
 * @param perMillion dollars for a million units, to the nano-dollar
 */
public record NewPrice(
        @NotNull Meter meter,
        @Min(0) long promptFloor,
        @Nullable LocalTime hoursFrom,
        @Nullable LocalTime hoursTo,
        @NotNull BigDecimal perMillion) {

    /** Whether both hold for the same usage. */
    boolean meets(NewPrice other) {
        return meter == other.meter && promptFloor == other.promptFloor && Objects.equals(hoursFrom, other.hoursFrom);
    }

    /** Whether it holds for prompts of any size, at any hour. */
    boolean isBase() {
        return promptFloor == 0 && hoursFrom == null;
    }
}
