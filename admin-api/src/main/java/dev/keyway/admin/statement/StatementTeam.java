package dev.keyway.admin.statement;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;

/**
 * What a team cost in a month.
 *
 * @param team the team's name
 * @param requests of the month
 * @param inputTokens of these requests
 * @param outputTokens of these requests
 * @param usage dollars that these requests cost by their records
 * @param adjustments dollars of all other lines: what came late for closed months, and adjustments
 * @param total both together
 * @param tokens the same by token, by name
 */
public record StatementTeam(
        UUID teamId,
        String team,
        long requests,
        long inputTokens,
        long outputTokens,
        @Pattern(regexp = Money.SIGNED) String usage,
        @Pattern(regexp = Money.SIGNED) String adjustments,
        @Pattern(regexp = Money.SIGNED) String total,
        List<StatementToken> tokens) {}
