package dev.keyway.admin.usage.adjustment;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An adjustment to be.
 *
 * @param amount dollars to add to the cost of the request; negative: to take off it
 * @param reason why
 */
record NewAdjustment(
        @NotNull
        @Pattern(regexp = Money.DIFFERENCE, message = "must be dollars in digits, at most 9 of them after the point")
        String amount,

        @NotBlank @Size(max = 2000) String reason) {}
