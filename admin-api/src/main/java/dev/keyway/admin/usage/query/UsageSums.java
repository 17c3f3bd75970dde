package dev.keyway.admin.usage.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums of usage records.
 *
 * @param requests requests that were admitted; null if attempts are counted, as are errors, refused and errorOrigins
 * @param errors those of them that failed, broke off or were interrupted; that a client gave up is not an error
 * @param refused requests that were refused at admission
 * @param attempts upstream calls
 * @param errorOrigins requests with an error by its origin, {@code gateway}, {@code provider} or {@code client}; those that were refused
 *     are included
 * @param errorClasses attempts that failed, by the class of the failure, such as {@code RATE_SHORT}
 * @param units units by meter, in disjoint meters except {@code reasoning}, which is part of {@code output}; zeros are left out
 * @param unpriced those of the units that have no price
 * @param cacheHitShare part of the input tokens that were read from a cache, from 0 to 1; null without input tokens
 * @param cost dollars, exact to the nano-dollar, with all adjustments
 * @param estimated requests whose usage is an estimate; attempts, if these are counted
 * @param estimatedShare part of the requests whose usage is an estimate, from 0 to 1
 * @param latency percentiles; only if they are asked for
 */
record UsageSums(
        @Nullable Long requests,
        @Nullable Long errors,
        @Nullable Long refused,
        long attempts,
        @Nullable Map<String, Long> errorOrigins,
        Map<String, Long> errorClasses,
        Map<String, Long> units,
        Map<String, Long> unpriced,
        @Nullable Double cacheHitShare,
        BigDecimal cost,
        long estimated,
        double estimatedShare,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UsageLatency latency) {

    private static final double DIGITS = 1_000_000;

    /** Those of nothing. */
    static UsageSums none(boolean ofSupply) {
        Long zero = ofSupply ? null : Long.valueOf(0);
        return new UsageSums(
                zero,
                zero,
                zero,
                0,
                ofSupply ? null : Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                Money.dollars(0),
                0,
                0,
                null);
    }

    /** @param ofSupply whether attempts are counted, and not requests */
    static UsageSums of(ResultSet row, boolean ofSupply) throws SQLException {
        long requests = row.getLong("requests");
        long attempts = row.getLong("attempts");
        long estimated = row.getLong("estimated");
        Map<String, Long> units = UsageUnits.of(row);
        return new UsageSums(
                ofSupply ? null : Long.valueOf(requests),
                ofSupply
                        ? null
                        : Long.valueOf(row.getLong("failed") + row.getLong("broken") + row.getLong("interrupted")),
                ofSupply ? null : Long.valueOf(row.getLong("refused")),
                attempts,
                ofSupply ? null : origins(row),
                UsageUnits.failures(row),
                units,
                UsageUnits.unpriced(row),
                cacheHitShare(units),
                Money.dollars(row.getLong("cost_nanos")),
                estimated,
                share(estimated, ofSupply ? attempts : requests),
                null);
    }

    /** What is left of these without some groups that are part of them and do not overlap. */
    UsageSums without(List<UsageSums> groups) {
        UsageSums left = this;
        for (UsageSums group : groups) {
            left = left.without(group);
        }
        return left;
    }

    private UsageSums without(UsageSums part) {
        Map<String, Long> leftUnits = less(units, part.units);
        Long leftRequests = less(requests, part.requests);
        long leftAttempts = attempts - part.attempts;
        long leftEstimated = estimated - part.estimated;
        return new UsageSums(
                leftRequests,
                less(errors, part.errors),
                less(refused, part.refused),
                leftAttempts,
                errorOrigins == null || part.errorOrigins == null ? null : less(errorOrigins, part.errorOrigins),
                less(errorClasses, part.errorClasses),
                leftUnits,
                less(unpriced, part.unpriced),
                cacheHitShare(leftUnits),
                cost.subtract(part.cost),
                leftEstimated,
                share(leftEstimated, leftRequests == null ? leftAttempts : leftRequests),
                null);
    }

    boolean isNothing() {
        return isZero(requests)
                && isZero(errors)
                && isZero(refused)
                && attempts == 0
                && estimated == 0
                && cost.signum() == 0
                && units.isEmpty()
                && unpriced.isEmpty()
                && errorClasses.isEmpty()
                && (errorOrigins == null || errorOrigins.isEmpty());
    }

    private static boolean isZero(@Nullable Long count) {
        return count == null || count == 0;
    }

    private static @Nullable Long less(@Nullable Long whole, @Nullable Long part) {
        return whole == null || part == null ? null : Long.valueOf(whole - part);
    }

    private static Map<String, Long> less(Map<String, Long> whole, Map<String, Long> part) {
        Map<String, Long> left = new TreeMap<>(whole);
        part.forEach((name, value) -> left.merge(name, -value, Long::sum));
        left.values().removeIf(value -> value == 0);
        return left;
    }

    UsageSums with(UsageLatency measured) {
        return new UsageSums(
                requests,
                errors,
                refused,
                attempts,
                errorOrigins,
                errorClasses,
                units,
                unpriced,
                cacheHitShare,
                cost,
                estimated,
                estimatedShare,
                measured);
    }

    private static Map<String, Long> origins(ResultSet row) throws SQLException {
        Map<String, Long> origins = new TreeMap<>();
        origins.put("gateway", row.getLong("gateway_errors"));
        origins.put("provider", row.getLong("provider_errors"));
        origins.put("client", row.getLong("client_errors"));
        origins.values().removeIf(count -> count == 0);
        return origins;
    }

    private static @Nullable Double cacheHitShare(Map<String, Long> units) {
        long read = units.getOrDefault("cache_read", 0L);
        long all = read
                + units.getOrDefault("input", 0L)
                + units.getOrDefault("cache_write_5m", 0L)
                + units.getOrDefault("cache_write_1h", 0L);
        return all == 0 ? null : Double.valueOf(share(read, all));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : Math.round(DIGITS * part / whole) / DIGITS;
    }
}
