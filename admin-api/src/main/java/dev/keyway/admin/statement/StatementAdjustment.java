package dev.keyway.admin.statement;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Adjustment that a person made, in a statement.
 *
 * @param requestId the usage record that it corrects
 * @param date admission date of the request
 * @param amount dollars
 */
public record StatementAdjustment(
        UUID id,
        UUID requestId,
        LocalDate date,
        UUID teamId,
        UUID tokenId,
        @Pattern(regexp = Money.SIGNED) String amount,
        String reason,
        String createdBy,
        Instant createdAt) {}
