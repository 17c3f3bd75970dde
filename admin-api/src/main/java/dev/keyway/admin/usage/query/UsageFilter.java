package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.paging.Filter;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Filter of usage; null matches everything. In lists, provider, account, key and model are those of the attempt that answered, or else
 * of the last one.
 *
 * @param from admitted or refused at this moment or later
 * @param to admitted or refused before this moment
 * @param tenant the tenant that it was of
 * @param team the team that it was of
 * @param token the proxy token
 * @param user the hash of the user, as records have it
 * @param provider the provider
 * @param account the account of the provider key; only for roles over the installation
 * @param model the provider's own name of the model
 * @param alias the alias that was asked for
 * @param key the provider key; only for roles over the installation
 * @param outcome how it ended
 * @param errorOrigin {@code gateway}, {@code provider} or {@code client}
 * @param tag a tag with its value, such as {@code feature=search}
 * @param requestId the {@code x-request-id} that the client saw
 */
public record UsageFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID tenant,
        @Nullable UUID team,
        @Nullable UUID token,
        @Nullable String user,
        @Nullable UUID provider,
        @Nullable UUID account,
        @Nullable String model,
        @Nullable String alias,
        @Nullable UUID key,
        @Nullable UsageOutcome outcome,
        @Nullable String errorOrigin,
        @Nullable String tag,
        @Nullable String requestId) {

    UsageRange range() {
        return new UsageRange(from, to);
    }

    /** Whether something can be found within a scope. */
    boolean reaches(Scope scope) {
        return (tenant == null || scope.tenant() == null || tenant.equals(scope.tenant()))
                && (team == null || scope.team() == null || team.equals(scope.team()));
    }

    /** The dimensions that it filters by. */
    Set<UsageDimension> dimensions() {
        Set<UsageDimension> used = EnumSet.noneOf(UsageDimension.class);
        used.addAll(values().keySet());
        if (tag != null) {
            used.add(UsageDimension.TAG);
        }
        return used;
    }

    /** Whether it asks for the usage of a single person or a single request. */
    boolean isPersonal() {
        return requestId != null || dimensions().stream().anyMatch(UsageDimension::isPersonal);
    }

    /** The conditions of records, without those of time. */
    public Filter narrow(Filter filter) {
        return ofTargets(ofRequests(filter));
    }

    /** The conditions in which the attempts of a request do not differ, without those of time. */
    public Filter ofRequests(Filter filter) {
        return ofRecords(of(filter, dimension -> !dimension.isOfTarget()));
    }

    /** The others. */
    public Filter ofTargets(Filter filter) {
        return of(filter, UsageDimension::isOfTarget);
    }

    /** The conditions of a rollup that has all dimensions; none has single requests. */
    Filter ofRollup(Filter filter) {
        return ofTags(of(filter, dimension -> true));
    }

    /** The conditions that only records have. */
    Filter ofRecords(Filter filter) {
        Filter found = ofTags(filter);
        return requestId == null ? found : found.and("request_id <> '' AND request_id = ?", requestId);
    }

    private Filter ofTags(Filter filter) {
        if (tag == null) {
            return filter;
        }
        int end = tag.indexOf('=');
        return filter.and(
                "tags @> jsonb_build_object(?::text, ?::text)", tag.substring(0, end), tag.substring(end + 1));
    }

    /** The conditions of some dimensions. */
    Filter of(Filter filter, Predicate<UsageDimension> some) {
        Filter found = filter;
        for (Map.Entry<UsageDimension, Object> one : values().entrySet()) {
            if (some.test(one.getKey())) {
                found = found.and(one.getKey().column() + " = ?", one.getValue());
            }
        }
        return found;
    }

    /** Whether it asks for requests that were not completed. */
    boolean isOfFailures() {
        return outcome != null && outcome != UsageOutcome.COMPLETED;
    }

    /** The conditions of time. */
    public static Filter within(Filter filter, String column, @Nullable Instant from, @Nullable Instant to) {
        return filter.and(column + " >= ?", timestamp(from)).and(column + " < ?", timestamp(to));
    }

    static Filter within(Filter filter, String column, UsageRange range) {
        return filter.and(column + " >= ?", timestamp(range.from())).and(column + " < ?", timestamp(range.to()));
    }

    private Map<UsageDimension, Object> values() {
        Map<UsageDimension, Object> values = new EnumMap<>(UsageDimension.class);
        put(values, UsageDimension.TENANT, tenant);
        put(values, UsageDimension.TEAM, team);
        put(values, UsageDimension.TOKEN, token);
        put(values, UsageDimension.USER, user);
        put(values, UsageDimension.PROVIDER, provider);
        put(values, UsageDimension.ACCOUNT, account);
        put(values, UsageDimension.MODEL, model);
        put(values, UsageDimension.ALIAS, alias);
        put(values, UsageDimension.KEY, key);
        put(values, UsageDimension.OUTCOME, outcome == null ? null : outcome.name());
        put(values, UsageDimension.ERROR_ORIGIN, errorOrigin);
        return values;
    }

    private static void put(Map<UsageDimension, Object> values, UsageDimension dimension, @Nullable Object value) {
        if (value != null) {
            values.put(dimension, value);
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
