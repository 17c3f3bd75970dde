package dev.keyway.admin.usage.query;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Group of usage records with the same tenant, team, token or model; its sums are as those of all.
 *
 * @param id of the tenant, team or token; null for models
 * @param name the name of the tenant, team or token, or the provider's own name of the model; empty for requests that had no attempt
 * @param requests requests that were admitted
 * @param errors those of them that failed, broke off or were interrupted
 * @param refused requests that were refused at admission
 * @param units units by meter
 * @param unpriced those of the units that have no price
 * @param cost dollars, exact to the nano-dollar
 * @param estimated requests whose usage is an estimate
 * @param estimatedShare part of the requests whose usage is an estimate, from 0 to 1
 */
record UsageGroup(
        @Nullable UUID id,
        String name,
        long requests,
        long errors,
        long refused,
        Map<String, Long> units,
        Map<String, Long> unpriced,
        BigDecimal cost,
        long estimated,
        double estimatedShare) {

    static UsageGroup of(@Nullable UUID id, String name, UsageSums sums) {
        return new UsageGroup(
                id,
                name,
                sums.requests(),
                sums.errors(),
                sums.refused(),
                sums.units(),
                sums.unpriced(),
                sums.cost(),
                sums.estimated(),
                sums.estimatedShare());
    }
}
