package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.edit.Resource;
import dev.keyway.admin.money.Money;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Repricing: usage of a range priced by other lists. It runs in the background; what it shows is how far it is.
 *
 * @param from first admission date
 * @param to admission date that it ends before
 * @param tenantId null: usage of all tenants
 * @param teamId null: usage of all teams
 * @param progressAt all requests that were admitted before are done
 * @param requests requests with an attempt that a list is for
 * @param repriced attempts whose cost is another one
 * @param unchanged attempts that cost the same
 * @param unknown attempts that keep their cost: the provider stated it, or it is not known what was used
 * @param withoutPrice attempts that keep their cost: they used something for which the list has no price
 * @param belowZero attempts that keep their cost: with the adjustments that people made, their request would cost less than nothing
 * @param before dollars that the attempts cost by their prices before
 * @param after dollars that they cost by the lists
 * @param difference dollars that are added; negative: that are taken off
 * @param teams the same by team and month, the greatest difference first; null in lists
 * @param moreTeams whether there are more than the 1000 that are shown
 * @param failure why it failed; null if it did not
 */
public record RepricingView(
        UUID id,
        RepricingState state,
        boolean dryRun,
        LocalDate from,
        LocalDate to,
        @Nullable UUID tenantId,
        @Nullable UUID teamId,
        boolean unpricedOnly,
        List<ChosenList> priceLists,
        String reason,
        Instant progressAt,
        long requests,
        long repriced,
        long unchanged,
        long unknown,
        long withoutPrice,
        long belowZero,
        @Pattern(regexp = Money.SIGNED) String before,
        @Pattern(regexp = Money.SIGNED) String after,
        @Pattern(regexp = Money.SIGNED) String difference,
        @Nullable List<TeamDifference> teams,
        boolean moreTeams,
        Instant createdAt,
        String createdBy,
        @Nullable Instant endedAt,
        @Nullable String failure)
        implements Resource {

    RepricingView with(List<TeamDifference> differences, boolean more) {
        return new RepricingView(
                id,
                state,
                dryRun,
                from,
                to,
                tenantId,
                teamId,
                unpricedOnly,
                priceLists,
                reason,
                progressAt,
                requests,
                repriced,
                unchanged,
                unknown,
                withoutPrice,
                belowZero,
                before,
                after,
                difference,
                differences,
                more,
                createdAt,
                createdBy,
                endedAt,
                failure);
    }
}
