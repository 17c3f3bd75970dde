package dev.keyway.admin.statement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Months of which a tenant has a statement with something in it.
 *
 * @param tenant the tenant's name
 * @param items latest first
 */
public record StatementMonths(UUID tenantId, String tenant, List<Month> items) {

    /**
     * A month.
     *
     * @param month such as {@code 2026-03}
     * @param closedAt when its statement was closed; null until then, as are all that follow
     * @param closedBy who closed it
     * @param missingCount how many logs, gaps and gateways it was closed without
     * @param missing the first of them, at most 10; null also for roles that do not see all tenants
     */
    public record Month(
            String month,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable Integer missingCount,
            @Nullable List<Missing> missing) {

        static final int MOST_MISSING = 10;
    }
}
