package dev.keyway.admin.usage.query;

import dev.keyway.admin.paging.Filter;
import java.util.EnumSet;
import java.util.Set;

/**
 * Plan of a search for records: what an index finds in their order, and what must be looked at of each of these.
 *
 * @param candidates conditions on records that an index serves
 * @param rest conditions on the candidates
 * @param exact whether every candidate is found
 */
record SearchPlan(Filter candidates, Filter rest, boolean exact) {

    private static final Set<UsageDimension> OWNERS = EnumSet.of(UsageDimension.TENANT, UsageDimension.TEAM);
    private static final Set<UsageDimension> TOKENS =
            EnumSet.of(UsageDimension.TENANT, UsageDimension.TEAM, UsageDimension.TOKEN);

    static SearchPlan of(UsageFilter filter, DetailFilter details, UsageReach reach) {
        if (filter.requestId() != null) {
            return new SearchPlan(
                    filter.ofRecords(filter.ofRollup(Filter.where("true"))),
                    details.ofErrors(details.rest(Filter.where("true"))),
                    false);
        }
        Set<UsageDimension> asked = filter.dimensions();
        if (asked.contains(UsageDimension.TOKEN)) {
            return split(filter, details, TOKENS, Filter.where("true"), false);
        }
        boolean owned = asked.stream().anyMatch(OWNERS::contains) || !reach.isEverything();
        if (owned) {
            return split(filter, details, OWNERS, failures(filter), false);
        }
        if (asked.contains(UsageDimension.KEY)) {
            return split(filter, details, EnumSet.of(UsageDimension.KEY), Filter.where("true"), false);
        }
        if (details.errorCode() != null) {
            return split(filter, details, Set.of(), details.ofErrors(Filter.where("true")), true);
        }
        if (filter.isOfFailures()) {
            return split(filter, details, Set.of(), failures(filter), false);
        }
        return asked.contains(UsageDimension.ERROR_ORIGIN)
                ? split(filter, details, EnumSet.of(UsageDimension.ERROR_ORIGIN), Filter.where("true"), false)
                : split(filter, details, EnumSet.of(UsageDimension.MODEL), Filter.where("true"), false);
    }

    /** As the indexes of what was not completed have it. */
    private static Filter failures(UsageFilter filter) {
        return Filter.where(filter.isOfFailures() ? "outcome <> 'COMPLETED'" : "true");
    }

    private static SearchPlan split(
            UsageFilter filter, DetailFilter details, Set<UsageDimension> served, Filter candidates, boolean errors) {
        Filter rest = filter.ofRecords(filter.of(Filter.where("true"), dimension -> !served.contains(dimension)));
        rest = details.rest(errors ? rest : details.ofErrors(rest));
        return new SearchPlan(
                filter.of(candidates, served::contains), rest, rest.sql().equals("true"));
    }
}
