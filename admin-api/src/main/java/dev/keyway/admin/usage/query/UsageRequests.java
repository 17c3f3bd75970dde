package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.adjustment.AdjustmentView;
import dev.keyway.admin.usage.adjustment.Adjustments;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Single usage records, as far as the caller may see them. */
@Service
class UsageRequests {

    private final JdbcClient jdbc;
    private final Adjustments adjustments;
    private final CurrentCaller current;

    UsageRequests(JdbcClient jdbc, Adjustments adjustments, CurrentCaller current) {
        this.jdbc = jdbc;
        this.adjustments = adjustments;
        this.current = current;
    }

    /**
     * One with its attempts and adjustments.
     *
     * @throws ProblemException if the record does not exist, or the caller may not see it
     */
    @Transactional(readOnly = true)
    public UsageView get(UUID id) {
        UsageReach reach = UsageReach.ofRecords(current.get());
        UsageRow row = new UsageRow(reach.isEverything());
        Filter filter = reach.narrow(Filter.where("id = ?", id));
        List<UsageAttemptView> attempts = attempts(id, row);
        List<AdjustmentView> corrections = adjustments.of(id);
        return jdbc.sql("SELECT %s, %s FROM usage_event WHERE %s"
                        .formatted(UsageRow.COLUMNS, UsageRow.beside("usage_event"), filter.sql()))
                .params(filter.values())
                .query((found, n) -> row.view(found, attempts, corrections))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("request"));
    }

    private List<UsageAttemptView> attempts(UUID id, UsageRow row) {
        return jdbc.sql("SELECT " + UsageRow.ATTEMPT_COLUMNS + " FROM usage_attempt WHERE event_id = ? ORDER BY number")
                .param(id)
                .query((found, n) -> row.attempt(found))
                .list();
    }
}
