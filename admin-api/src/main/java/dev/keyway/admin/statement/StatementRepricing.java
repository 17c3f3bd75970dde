package dev.keyway.admin.statement;

import dev.keyway.admin.money.Money;
import dev.keyway.admin.usage.repricing.ChosenList;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Repricing, in a statement.
 *
 * @param amount dollars that it adds to the statement
 */
public record StatementRepricing(
        UUID id,
        String reason,
        List<ChosenList> priceLists,
        String createdBy,
        Instant createdAt,
        @Pattern(regexp = Money.SIGNED) String amount) {}
