package dev.keyway.admin.usage.repricing;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A repricing to be.
 *
 * @param from first admission date
 * @param to admission date that it ends before, at most 366 days later
 * @param priceLists a price of each list to price by; of several lists of one model and tier, each applies from its start, and the
 *     earliest before that, too
 * @param tenantId only usage of this tenant; none: of all
 * @param teamId only usage of this team of the tenant; none: of all
 * @param unpricedOnly whether only usage that has no price is priced; none: all of it
 * @param dryRun whether only to compute the differences
 * @param reason why; it is in the adjustments
 */
record NewRepricing(
        @NotNull LocalDate from,
        @NotNull LocalDate to,
        @NotEmpty @Size(max = 50) List<@NotNull UUID> priceLists,
        @Nullable UUID tenantId,
        @Nullable UUID teamId,
        @Nullable Boolean unpricedOnly,
        @NotNull Boolean dryRun,
        @NotBlank @Size(max = 2000) String reason) {}
