package dev.keyway.admin.statement;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;

/**
 * What a token of a team cost in a month.
 *
 * @param token the token's name
 * @param requests of the month
 * @param inputTokens of these requests
 * @param outputTokens of these requests
 * @param usage dollars that these requests cost by their records
 * @param adjustments dollars of all other lines: what came late for closed months, and adjustments
 * @param total both together
 */
public record StatementToken(
        UUID tokenId,
        String token,
        long requests,
        long inputTokens,
        long outputTokens,
        @Pattern(regexp = Money.SIGNED) String usage,
        @Pattern(regexp = Money.SIGNED) String adjustments,
        @Pattern(regexp = Money.SIGNED) String total) {}
