package dev.keyway.admin.statement;

import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Statement of a tenant and a month. All amounts are exact to the nano-dollar: the lines add up to the total.
 *
 * @param tenant the tenant's name
 * @param month such as {@code 2026-03}
 * @param zone the tenant's time zone, in which the month begins and ends
 * @param missingCount how many logs, gaps and gateways usage is or may be missing of; 501 if there are more than 500
 * @param missing these, at most 500; null for callers without a role over the installation
 * @param closedAt null until it is closed
 * @param closedBy null until it is closed
 * @param note why it was closed; null until it is closed
 * @param requests of the month
 * @param inputTokens of these requests
 * @param outputTokens of these requests
 * @param usage dollars that these requests cost by their records
 * @param late dollars of requests of closed months that arrived later
 * @param adjustments dollars of all adjustments
 * @param total dollars of all lines
 * @param teams by name
 * @param entries what is beside the requests of the month
 * @param adjusted adjustments that people made, in their order
 * @param moreAdjusted whether there are more than the 1000 that are shown
 * @param repricings repricings with adjustments in it
 * @param priceLists price lists that were in effect, of the models that were used
 */
public record StatementView(
        UUID tenantId,
        String tenant,
        String month,
        String zone,
        StatementState state,
        int missingCount,
        @Nullable List<Missing> missing,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String note,
        long requests,
        long inputTokens,
        long outputTokens,
        @Pattern(regexp = Money.SIGNED) String usage,
        @Pattern(regexp = Money.SIGNED) String late,
        @Pattern(regexp = Money.SIGNED) String adjustments,
        @Pattern(regexp = Money.SIGNED) String total,
        List<StatementTeam> teams,
        List<StatementEntry> entries,
        List<StatementAdjustment> adjusted,
        boolean moreAdjusted,
        List<StatementRepricing> repricings,
        List<StatementPriceList> priceLists) {}
