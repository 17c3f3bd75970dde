package dev.keyway.admin.token;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Search;
import dev.keyway.contract.Secret;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are asked for; what is null does not matter.
 *
 * @param search a part of the name, exactly the last 4 characters, or a whole secret
 * @param createdBy the user or service account that issued it
 * @param ownerId the member whom it belongs to
 * @param label a label that it has, as {@code key:value}
 * @param createdFrom issued at this moment or later
 * @param createdTo issued before
 * @param expiresFrom expires at this moment or later
 * @param expiresTo expires before
 */
record TokenFilter(
        @Nullable String search,
        @Nullable TokenStatus status,
        @Nullable UUID tenantId,
        @Nullable UUID teamId,
        @Nullable UUID serviceAccountId,
        @Nullable UUID ownerId,
        @Nullable UUID createdBy,
        @Nullable String label,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable Instant expiresFrom,
        @Nullable Instant expiresTo) {

    /** More than ids are ahead of the clock, or clocks apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    static final TokenFilter ANY =
            new TokenFilter(null, null, null, null, null, null, null, null, null, null, null, null);

    /** All that one person has. */
    static TokenFilter ownedBy(UUID owner) {
        return new TokenFilter(null, null, null, null, null, owner, null, null, null, null, null, null);
    }

    /** All that a search means. */
    static TokenFilter named(String search) {
        return new TokenFilter(search, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** A blank search finds all, so it is not one. */
    TokenFilter {
        search = search == null || search.isBlank() ? null : search;
    }

    boolean isAny() {
        return equals(ANY);
    }

    /** Those of the scopes in which something can be found. */
    Stream<Scope> within(Scope scope) {
        if (tenantId == null || tenantId.equals(scope.tenant())) {
            return Stream.of(scope);
        }
        return scope.tenant() == null ? Stream.of(Scope.tenant(tenantId)) : Stream.empty();
    }

    Filter narrow(Filter filter, Instant now) {
        Filter found = filter.and("team_id = ?", teamId)
                .and("service_account_id = ?", serviceAccountId)
                .and("owner_id = ?", ownerId)
                .and("created_by = ?", createdBy)
                .and("created_at >= ?", timestamp(createdFrom))
                .and("created_at < ?", timestamp(createdTo))
                .and("id >= ?", createdFrom == null ? null : Ids.least(createdFrom.minus(SKEW)))
                .and("id < ?", createdTo == null ? null : Ids.least(createdTo.plus(SKEW)))
                .and("expires_at >= ?", timestamp(expiresFrom))
                .and("expires_at < ?", timestamp(expiresTo))
                .and("labels @> ?::jsonb", label == null ? null : LabelText.wanted(label));
        if (search != null) {
            found = found.and(
                    """
                    (lower(name) LIKE ? ESCAPE '!' OR last4 = ?
                        OR id = (SELECT s.token_id FROM proxy_token_secret s WHERE s.digest = ?))""",
                    Arrays.asList(
                            Search.containing(search),
                            Search.ending(search),
                            Secret.of(search.strip()).digest()));
        }
        return status == null ? found : narrow(found, status, Objects.requireNonNull(timestamp(now)));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static Filter narrow(Filter filter, TokenStatus status, Timestamp at) {
        String unexpired = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND ";
        return switch (status) {
            case REVOKED -> filter.and("revoked_at IS NOT NULL");
            case EXPIRED -> filter.and("revoked_at IS NULL AND expires_at <= ?", at);
            case BLOCKED -> filter.and(unexpired + "blocked_at IS NOT NULL", at);
            case PENDING -> filter.and(unexpired + "blocked_at IS NULL AND last4 IS NULL", at);
            case ACTIVE -> filter.and(unexpired + "blocked_at IS NULL AND last4 IS NOT NULL", at);
        };
    }
}
