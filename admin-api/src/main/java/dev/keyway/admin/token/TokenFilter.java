package dev.keyway.admin.token;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Search;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are asked for; what is null does not matter.
 *
 * @param search a part of the name, or the last 4 characters
 */
record TokenFilter(
        @Nullable String search,
        @Nullable TokenStatus status,
        @Nullable UUID serviceAccountId) {

    Filter narrow(Filter filter, Instant now) {
        Timestamp at = Timestamp.from(now);
        Filter found = filter.and("service_account_id = ?", serviceAccountId);
        if (search != null && !search.isBlank()) {
            found = found.and(
                    "(lower(name) LIKE ? ESCAPE '!' OR last4 = right(?, 4))", Search.containing(search), search);
        }
        return status == null ? found : narrow(found, status, at);
    }

    private static Filter narrow(Filter filter, TokenStatus status, Timestamp at) {
        return switch (status) {
            case REVOKED -> filter.and("revoked_at IS NOT NULL");
            case EXPIRED -> filter.and("revoked_at IS NULL AND expires_at <= ?", at);
            case BLOCKED ->
                filter.and(
                        "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND blocked_at IS NOT NULL", at);
            case ACTIVE ->
                filter.and("revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND blocked_at IS NULL", at);
        };
    }
}
