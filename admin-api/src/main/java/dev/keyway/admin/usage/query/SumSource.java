package dev.keyway.admin.usage.query;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Source of sums: a rollup with its days of UTC, for those dimensions that it has, or else the records. Some rollups have days only; the
 * records answer for the rest.
 */
enum SumSource {
    TENANTS("usage_outcome_quarter", "usage_tenant_utc_day", EnumSet.of(UsageDimension.TENANT)),
    TEAMS("usage_outcome_quarter", "usage_team_utc_day", EnumSet.of(UsageDimension.TENANT, UsageDimension.TEAM)),
    OUTCOMES(
            "usage_outcome_quarter",
            "usage_outcome_utc_day",
            EnumSet.of(
                    UsageDimension.TENANT, UsageDimension.TEAM, UsageDimension.OUTCOME, UsageDimension.ERROR_ORIGIN)),
    TOKENS(
            "usage_consumer_quarter",
            "usage_token_utc_day",
            EnumSet.of(UsageDimension.TENANT, UsageDimension.TEAM, UsageDimension.TOKEN)),
    MODELS(
            "usage_consumer_quarter",
            "usage_model_utc_day",
            EnumSet.of(
                    UsageDimension.TENANT,
                    UsageDimension.TEAM,
                    UsageDimension.PROVIDER,
                    UsageDimension.MODEL,
                    UsageDimension.ALIAS)),
    CONSUMERS(
            "usage_consumer_quarter",
            "usage_consumer_utc_day",
            EnumSet.of(
                    UsageDimension.TENANT,
                    UsageDimension.TEAM,
                    UsageDimension.TOKEN,
                    UsageDimension.PROVIDER,
                    UsageDimension.MODEL,
                    UsageDimension.ALIAS)),
    USERS("", "usage_user_utc_day", EnumSet.of(UsageDimension.TENANT, UsageDimension.TEAM, UsageDimension.USER)),
    TAGS("", "usage_tag_utc_day", EnumSet.of(UsageDimension.TENANT, UsageDimension.TEAM, UsageDimension.TAG)),
    KEYS(
            "usage_supply_quarter",
            "usage_key_utc_day",
            EnumSet.of(UsageDimension.PROVIDER, UsageDimension.ACCOUNT, UsageDimension.KEY)),
    SUPPLY(
            "usage_supply_quarter",
            "usage_supply_utc_day",
            EnumSet.of(UsageDimension.PROVIDER, UsageDimension.ACCOUNT, UsageDimension.KEY, UsageDimension.MODEL)),
    RECORDS("", "", EnumSet.allOf(UsageDimension.class)),
    ATTEMPTS("", "", EnumSet.allOf(UsageDimension.class));

    private static final String NO_ERROR = "('COMPLETED', 'REFUSED', 'FAILED', 'BROKEN', 'CANCELLED', 'INTERRUPTED')";

    private final String quarters;
    private final String days;

    // Not changed by anybody.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<UsageDimension> dimensions;

    SumSource(String quarters, String days, Set<UsageDimension> dimensions) {
        this.quarters = quarters;
        this.days = days;
        this.dimensions = dimensions;
    }

    /**
     * The smallest that answers a query.
     *
     * @param asked the dimensions that it filters and groups by
     */
    static SumSource of(UsageFilter filter, UsageReach reach, Set<UsageDimension> asked) {
        boolean supply = asked.stream().anyMatch(UsageDimension::isOfSupply);
        return Stream.of(TENANTS, TEAMS, OUTCOMES, TOKENS, MODELS, CONSUMERS, USERS, TAGS, KEYS, SUPPLY)
                .filter(source -> source.isOfSupply() == supply)
                .filter(source -> filter.requestId() == null && source.has(asked))
                .filter(source -> supply || !reach.isOfTeams() || source.has(Set.of(UsageDimension.TEAM)))
                .filter(source -> !reach.isOfTokens() || source.has(Set.of(UsageDimension.TOKEN)))
                .findFirst()
                .orElse(supply ? ATTEMPTS : RECORDS);
    }

    boolean has(Set<UsageDimension> asked) {
        return dimensions.containsAll(asked);
    }

    /** Whether sums are stored, and the records are read only for the ends of a range. */
    boolean isStored() {
        return !days.isEmpty();
    }

    boolean hasQuarters() {
        return !quarters.isEmpty();
    }

    /** The days of UTC whose sums it has, in SQL; empty: none. */
    Optional<String> summedDays() {
        if (days.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                hasQuarters()
                        ? LatencySource.SUMMED_DAYS
                        : "SELECT day FROM usage_utc_day JOIN usage_recorded_day USING (day)");
    }

    /** Whether it counts attempts alone, by the moment at which each began. */
    boolean isOfSupply() {
        return this == KEYS || this == SUPPLY || this == ATTEMPTS;
    }

    String quarters() {
        return quarters;
    }

    String days() {
        return days;
    }

    /** The sums of the rows of its quarter hours or days, by the names that they have in every source. */
    String sums(String table) {
        if (!isOfSupply()) {
            return SumColumns.added();
        }
        String failures = table.equals(KEYS.days)
                ? "units_total(failures) FILTER (WHERE failures IS NOT NULL)"
                : "units_total(jsonb_build_object(outcome_class, attempts)) FILTER (WHERE attempts > 0 AND outcome_class NOT IN %s)"
                        .formatted(NO_ERROR);
        return """
            %s, units_total(other_units) FILTER (WHERE other_units IS NOT NULL) AS other_units,
                units_total(unpriced) FILTER (WHERE unpriced IS NOT NULL) AS unpriced, %s AS failures""".formatted(counts(SumColumns.COUNTS), failures);
    }

    /** The same of some of the numbers. */
    String counts(List<String> columns) {
        return columns.stream()
                .map(count -> !isOfSupply() || SumColumns.OF_SUPPLY.contains(count)
                        ? "coalesce(sum(%1$s), 0)::bigint AS %1$s".formatted(count)
                        : "0::bigint AS " + count)
                .collect(Collectors.joining(", "));
    }
}
