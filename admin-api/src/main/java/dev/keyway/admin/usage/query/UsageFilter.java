package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.paging.Filter;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Filter of usage; null matches everything. Model, provider and key are those of the attempt that answered, or else of the last one.
 *
 * @param from admitted or refused at this moment or later
 * @param to admitted or refused before this moment
 * @param tenant the tenant that it was of
 * @param team the team that it was of
 * @param token the proxy token
 * @param model the provider's own name of the model
 * @param provider the provider
 * @param key the provider key; only for roles over the installation
 * @param outcome how it ended
 * @param requestId the {@code x-request-id} that the client saw
 */
record UsageFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID tenant,
        @Nullable UUID team,
        @Nullable UUID token,
        @Nullable String model,
        @Nullable UUID provider,
        @Nullable UUID key,
        @Nullable UsageOutcome outcome,
        @Nullable String requestId) {

    /** Whether something can be found within a scope. */
    boolean reaches(Scope scope) {
        return (tenant == null || scope.tenant() == null || tenant.equals(scope.tenant()))
                && (team == null || scope.team() == null || team.equals(scope.team()));
    }

    /** Whether it asks for what only records have, and no rollup of consumers. */
    boolean needsRecords() {
        return model != null || provider != null || key != null || outcome != null || requestId != null;
    }

    /** Whether it asks for what a single token or a single request used. */
    boolean isPersonal() {
        return token != null || requestId != null;
    }

    /** The conditions of records, without those of time. */
    Filter narrow(Filter filter) {
        Filter found = owners(filter)
                .and("model = ?", model)
                .and("provider_id = ?", provider)
                .and("key_id = ?", key)
                .and("outcome = ?", outcome == null ? null : outcome.name());
        if (outcome != null && outcome != UsageOutcome.COMPLETED) {
            // As the index of these has it.
            found = found.and("outcome <> 'COMPLETED'");
        }
        return requestId == null ? found : found.and("request_id <> '' AND request_id = ?", requestId);
    }

    /** The conditions that rollups of consumers have, too. */
    Filter owners(Filter filter) {
        return filter.and("tenant_id = ?", tenant).and("team_id = ?", team).and("token_id = ?", token);
    }

    /** The conditions of time. */
    static Filter within(Filter filter, String column, @Nullable Instant from, @Nullable Instant to) {
        return filter.and(column + " >= ?", timestamp(from)).and(column + " < ?", timestamp(to));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
