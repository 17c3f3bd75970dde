package dev.keyway.admin.token;

import dev.keyway.admin.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to many tokens.
 *
 * @param ids which tokens; null: those of the filter
 * @param filter which tokens; null: those of the list. It must have a condition, so that nobody selects all by mistake
 * @param grace how long the old secret of a rotated token stays valid; null: 24 hours, at most 30 days
 */
record BulkChange(
        @NotNull Action action,
        @Nullable @Size(min = 1, max = BulkTokens.MOST) List<@NotNull UUID> ids,
        @Nullable TokenFilter filter,
        @Nullable Duration grace) {

    /** What can be done to many. */
    enum Action {
        BLOCK,
        UNBLOCK,
        ROTATE,
        /** For good; a single token is revoked with DELETE. */
        REVOKE
    }

    /** @throws ProblemException if it is not clear which tokens are meant */
    void requireClear() {
        if ((ids == null) == (filter == null)) {
            throw ProblemException.invalid("ids", "or filter must be given, and not both");
        }
        if (ids != null && Set.copyOf(ids).size() < ids.size()) {
            throw ProblemException.invalid("ids", "must name each token once");
        }
        if (filter != null && filter.isAny()) {
            throw ProblemException.invalid("filter", "must name at least one condition");
        }
        if (grace != null && action != Action.ROTATE) {
            throw ProblemException.invalid("grace", "must be omitted unless the action is ROTATE");
        }
    }
}
