package dev.keyway.admin.usage.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Group of usage, with its sums.
 *
 * @param id of the tenant, team, token, provider, account or key; null for what has none
 * @param name today's name of what has an ID, or the value that the group has in common; empty for usage without one
 * @param previous sums of the period before; only if they are asked for
 */
record UsageGroup(
        @Nullable UUID id,
        String name,
        @JsonUnwrapped UsageSums sums,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UsageSums previous) {}
