package dev.keyway.admin.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Window of a budget that is current: what it has, and what is spent of it.
 *
 * @param start first date, in the tenant's zone
 * @param end last date; null: it has none
 * @param resetsAt when the next window begins; null: never
 * @param cap dollars: the amount, and the raises in force
 * @param booked dollars that were spent, with adjustments
 * @param held dollars held for requests in progress, as gateways last said
 * @param left dollars of the cap that are not booked
 * @param forecast to the end of the window; null if it has no end, or has only just begun
 * @param grants what gateways may spend of what is left; none of a budget that does not refuse
 */
public record BudgetWindow(
        LocalDate start,
        @Nullable LocalDate end,
        @Nullable Instant resetsAt,
        BigDecimal cap,
        BigDecimal booked,
        BigDecimal held,
        BigDecimal left,
        @Nullable BudgetForecast forecast,
        List<Granted> grants) {

    /**
     * Part of a budget that a gateway may spend.
     *
     * @param gateway its name; null to who may not list gateways
     * @param outstanding dollars that it may spend beyond what is booked
     * @param held dollars that it holds for requests in progress
     * @param ageSeconds how long ago it reported that
     */
    public record Granted(
            UUID gatewayId,
            @Nullable String gateway,
            BigDecimal outstanding,
            BigDecimal held,
            Instant reportedAt,
            long ageSeconds) {}
}
