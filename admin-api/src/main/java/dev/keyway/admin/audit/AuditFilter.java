package dev.keyway.admin.audit;

import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for; what is null does not matter.
 *
 * @param kind of the object, such as {@code token}
 * @param from not before this moment
 * @param to before this moment
 */
record AuditFilter(
        @Nullable String kind,
        @Nullable String objectId,
        @Nullable String action,
        @Nullable UUID actorId,
        @Nullable UUID tenantId,
        @Nullable Instant from,
        @Nullable Instant to) {

    Filter from(String condition, long sequence) {
        return Filter.where(condition, sequence)
                .and("kind = ?", kind)
                .and("object_id = ?", objectId)
                .and("action = ?", action)
                .and("actor_id = ?", actorId)
                .and("tenant_id = ?", tenantId)
                .and("at >= ?", from == null ? null : Timestamp.from(from))
                .and("at < ?", to == null ? null : Timestamp.from(to));
    }

    /** @throws ProblemException if nothing has ever such a kind, or such an action */
    void require(AuditWords words) {
        require("kind", kind, words.kinds());
        require("action", action, words.actions());
    }

    private static void require(String field, @Nullable String word, Set<String> known) {
        if (word != null && !known.contains(word)) {
            throw ProblemException.invalid(field, "must be one of " + String.join(", ", new TreeSet<>(known)));
        }
    }

    AuditFilter of(UUID tenant) {
        return new AuditFilter(kind, objectId, action, actorId, tenant, from, to);
    }
}
