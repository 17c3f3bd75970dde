package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.reference.References;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Subjects of a filter: what its ids name. Usage outlives what it names, so something is known if it is there, deleted or not, or if
 * there is usage of it.
 */
@Component
public class UsageSubjects {

    private static final Set<String> ORIGINS = Set.of("gateway", "provider", "client");

    private final JdbcClient jdbc;

    UsageSubjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ProblemException if one of the ids is unknown, or the caller may not see what it names */
    public void require(UsageFilter filter, Caller caller) {
        UsageReach sums = UsageReach.ofSums(caller);
        UsageReach records = UsageReach.ofRecords(caller);
        require("tenant", filter.tenant(), id -> isTenant(id, sums));
        require("team", filter.team(), id -> isThere("SELECT tenant_id, id AS team_id FROM team", "team_id", id, sums));
        require(
                "token",
                filter.token(),
                id -> isThere("SELECT tenant_id, team_id, id AS token_id FROM proxy_token", "token_id", id, records));
        require("provider", filter.provider(), id -> isProvider(id, sums));
        require("account", filter.account(), id -> isOfInstallation("provider_account", "account_id", id, sums));
        require("provider key", filter.key(), id -> isOfInstallation("provider_key", "key_id", id, sums));
        if (filter.errorOrigin() != null && !ORIGINS.contains(filter.errorOrigin())) {
            throw ProblemException.invalid("errorOrigin", "must be gateway, provider or client");
        }
        if (filter.tag() != null && filter.tag().indexOf('=') < 1) {
            throw ProblemException.invalid("tag", "must be the name of a tag and its value, such as feature=search");
        }
    }

    /** Rollups have the id of nothing where a request had no attempt. */
    private static void require(String what, @Nullable UUID id, Known known) {
        if (id != null && (id.equals(References.NOTHING) || !known.test(id))) {
            throw ProblemException.notFound(what);
        }
    }

    private boolean isTenant(UUID id, UsageReach reach) {
        return reach.isEverything()
                ? isThere("SELECT id AS tenant_id FROM tenant", "tenant_id", id, reach)
                : reach.parts().stream().anyMatch(part -> id.equals(part.scope().tenant()));
    }

    /** Providers belong to the installation; others know those that they have used. */
    private boolean isProvider(UUID id, UsageReach reach) {
        return (reach.isEverything() && exists("SELECT id FROM provider", Filter.where("id = ?", id)))
                || exists("SELECT * FROM usage_consumer_day", reach.narrow(Filter.where("provider_id = ?", id)));
    }

    private boolean isOfInstallation(String table, String column, UUID id, UsageReach reach) {
        return reach.isEverything() && isThere("SELECT id AS %s FROM %s".formatted(column, table), column, id, reach);
    }

    private boolean isThere(String rows, String column, UUID id, UsageReach reach) {
        Filter filter = reach.narrow(Filter.where(column + " = ?", id));
        return exists(rows, filter) || exists("SELECT * FROM usage_event", filter);
    }

    private boolean exists(String rows, Filter filter) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM (" + rows + ") AS found WHERE " + filter.sql() + ")")
                .params(filter.values())
                .query(Boolean.class)
                .single();
    }

    /** Whether an id names something that the caller sees. */
    @FunctionalInterface
    private interface Known {

        boolean test(UUID id);
    }
}
