package dev.keyway.admin.usage.adjustment;

import dev.keyway.admin.edit.Resource;
import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Adjustment: a correction of what a request cost.
 *
 * @param amount dollars that were added to the cost; negative: that were taken off it
 * @param date the admission date of the request; budgets go by it
 * @param bookingMonth first day of the month in whose statement it is: that of the date, or the first later one that was not closed
 */
public record AdjustmentView(
        UUID id,
        @Pattern(regexp = Money.DIFFERENCE) String amount,
        String reason,
        LocalDate date,
        LocalDate bookingMonth,
        Instant createdAt,
        String createdBy)
        implements Resource {}
