package dev.keyway.admin.usage.query;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How usage is summed; null is the default.
 *
 * @param groupBy {@code tenant}, {@code team}, {@code token}, {@code user}, {@code provider}, {@code account}, {@code model},
 *     {@code alias}, {@code key}, {@code tag}, {@code tag:} with the name of a tag, {@code outcome} or {@code errorOrigin}; only the
 *     total unless given
 * @param top number of groups that are shown; the others are summed together
 * @param orderBy {@code cost}, {@code requests}, {@code attempts}, {@code errors} or {@code tokens}: the groups that have most of it are
 *     shown
 * @param zone the time zone (IANA) of days and months; UTC unless given
 * @param compare {@code previous}: with the period before of the same length
 * @param latency whether percentiles of latency are added
 */
record SumOptions(
        @Nullable String groupBy,
        @Nullable Integer top,
        @Nullable String orderBy,
        @Nullable String zone,
        @Nullable String compare,
        @Nullable Boolean latency) {

    private static final String PREVIOUS = "previous";

    UsageGrouping grouping() {
        return UsageGrouping.of(groupBy);
    }

    /** @throws ProblemException if it is not from 1 to the most */
    int top(int normal, int most) {
        int asked = Optional.ofNullable(top).orElse(normal);
        if (asked < 1 || asked > most) {
            throw ProblemException.invalid("top", "must be from 1 to " + most);
        }
        return asked;
    }

    /** @throws ProblemException if there is no such order */
    SumOrder order() {
        return Arrays.stream(SumOrder.values())
                .filter(order ->
                        orderBy == null ? order == SumOrder.COST : text(order).equals(orderBy))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "orderBy",
                        "must be one of "
                                + Arrays.stream(SumOrder.values())
                                        .map(SumOptions::text)
                                        .collect(Collectors.joining(", "))));
    }

    /** @throws ProblemException if there is no such zone */
    ZoneId timeZone() {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw ProblemException.invalid("zone", "must be a time zone such as Europe/Berlin or UTC");
        }
        return ZoneId.of(zone);
    }

    /** @throws ProblemException if it is compared with something else */
    boolean comparesWithPrevious() {
        if (compare != null && !compare.equals(PREVIOUS)) {
            throw ProblemException.invalid("compare", "must be previous");
        }
        return compare != null;
    }

    /**
     * Where latencies are read from; empty if none are asked for.
     *
     * @throws ProblemException if there are none for what the query filters or groups by
     */
    Optional<LatencySource> latencies(SumQuery query) {
        if (!Boolean.TRUE.equals(latency)) {
            return Optional.empty();
        }
        return Optional.of(LatencySource.of(query)
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.NOT_AVAILABLE,
                        "Latency is known by tenant, team, provider and model together, and by provider, account and key together:"
                                + " group and filter by those only, or omit latency.")));
    }

    private static String text(SumOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }
}
