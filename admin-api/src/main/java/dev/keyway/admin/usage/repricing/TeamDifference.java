package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What a repricing changes for a team.
 *
 * @param tenant today's name; so is that of the team
 * @param month first day of the month of the admission dates
 * @param bookingMonth first day of the month in whose statement the difference is: a later one if the statement of that month is closed
 * @param attempts upstream calls that were priced
 * @param before dollars that they cost by their prices before; what people adjusted is not part of it
 * @param after dollars that they cost by the lists
 * @param difference dollars that are added; negative: that are taken off
 */
public record TeamDifference(
        UUID tenantId,
        String tenant,
        UUID teamId,
        String team,
        LocalDate month,
        LocalDate bookingMonth,
        long attempts,
        @Pattern(regexp = Money.SIGNED) String before,
        @Pattern(regexp = Money.SIGNED) String after,
        @Pattern(regexp = Money.SIGNED) String difference) {}
