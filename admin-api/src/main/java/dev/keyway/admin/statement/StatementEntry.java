package dev.keyway.admin.statement;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entry of a statement beside the requests of its month.
 *
 * @param ofMonth month that it is about, such as {@code 2026-03}; an earlier one than that of the statement was closed before
 * @param team the team's name
 * @param token the token's name
 * @param repricingId the repricing that made the adjustments; null for another kind
 * @param count late requests, or adjustments
 * @param amount dollars
 */
public record StatementEntry(
        LineKind kind,
        String ofMonth,
        UUID teamId,
        String team,
        UUID tokenId,
        String token,
        @Nullable UUID repricingId,
        long count,
        @Pattern(regexp = Money.SIGNED) String amount) {}
