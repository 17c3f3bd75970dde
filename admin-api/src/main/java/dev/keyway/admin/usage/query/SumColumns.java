package dev.keyway.admin.usage.query;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns of sums, which every source has in this order. */
final class SumColumns {

    /** Numbers that add up. */
    static final List<String> COUNTS = Stream.of(
                    Stream.of(
                            "requests",
                            "completed",
                            "failed",
                            "broken",
                            "cancelled",
                            "interrupted",
                            "refused",
                            "gateway_errors",
                            "provider_errors",
                            "client_errors",
                            "estimated",
                            "attempts"),
                    UsageUnits.METERS.stream(),
                    Stream.of("cost_nanos"))
            .flatMap(columns -> columns)
            .toList();

    /** Numbers by name, as JSON. */
    static final List<String> MAPS = List.of("other_units", "unpriced", "failures");

    /** Those that are known of attempts alone. */
    static final Set<String> OF_SUPPLY = Stream.of(
                    Stream.of("estimated", "attempts", "cost_nanos"), UsageUnits.METERS.stream())
            .flatMap(columns -> columns)
            .collect(Collectors.toUnmodifiableSet());

    private SumColumns() {}

    static String names() {
        return Stream.concat(COUNTS.stream(), MAPS.stream()).collect(Collectors.joining(", "));
    }

    /** Their sums, by the same names. */
    static String added() {
        return added(COUNTS) + ", "
                + MAPS.stream()
                        .map("units_total(%1$s) FILTER (WHERE %1$s IS NOT NULL) AS %1$s"::formatted)
                        .collect(Collectors.joining(", "));
    }

    /** The sums of some of the numbers. */
    static String added(List<String> counts) {
        return counts.stream()
                .map("coalesce(sum(%1$s), 0)::bigint AS %1$s"::formatted)
                .collect(Collectors.joining(", "));
    }

    /** A row of them; those that this has nothing for are zero. */
    static String row(UnaryOperator<String> value) {
        return Stream.concat(
                        COUNTS.stream().map(count -> or(value.apply(count), "0") + " AS " + count),
                        MAPS.stream().map(map -> or(value.apply(map), "NULL::jsonb") + " AS " + map))
                .collect(Collectors.joining(", "));
    }

    private static String or(String value, String nothing) {
        return value.isEmpty() ? nothing : value;
    }
}
