package dev.keyway.admin.budget;

import dev.keyway.contract.window.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Grant that was released, as the audit has it.
 *
 * @param outstanding dollars that it may have spent and that are not booked
 */
record ReleasedGrant(
        UUID gatewayId, UUID logId, Period period, LocalDate windowStart, BigDecimal outstanding, Instant reportedAt) {}
