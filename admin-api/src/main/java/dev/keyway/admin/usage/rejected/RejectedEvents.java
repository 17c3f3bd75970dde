package dev.keyway.admin.usage.rejected;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.ingest.Replay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Rejected events as people see and replay them. */
@Service
@Transactional
class RejectedEvents {

    private static final String SELECT = """
            SELECT id, gateway_id, log_id, contract, sequence, event_id, reason, length(raw) AS bytes, received_at, replayed_at
            FROM usage_rejected WHERE\s""";

    private final JdbcClient jdbc;
    private final Replay replay;
    private final Changes changes;

    RejectedEvents(JdbcClient jdbc, Replay replay, Changes changes) {
        this.jdbc = jdbc;
        this.replay = replay;
        this.changes = changes;
    }

    @Transactional(readOnly = true)
    public Page<RejectedView> page(PageRequest page) {
        return Page.of(
                jdbc.sql(SELECT + "id < ? ORDER BY id DESC LIMIT ?")
                        .params(page.before(), page.fetch())
                        .query(RejectedEvents::view)
                        .list(),
                page,
                RejectedView::id,
                event -> event);
    }

    /** @throws ProblemException if the event does not exist, is booked already, or it still cannot be read */
    public RejectedView replay(UUID id) {
        RejectedView before = get(id);
        if (before.replayedAt() != null) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The event is booked already.");
        }
        Optional<String> fault = replay.replay(id);
        if (fault.isPresent()) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "This release cannot read the event either: %s.".formatted(fault.get()));
        }
        RejectedView after = get(id);
        changes.record(new Change("replayed", Subject.USAGE_REJECTED, id, Scope.INSTALLATION, before, after));
        return after;
    }

    private RejectedView get(UUID id) {
        return jdbc.sql(SELECT + "id = ?")
                .param(id)
                .query(RejectedEvents::view)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("rejected event"));
    }

    private static RejectedView view(ResultSet row, int number) throws SQLException {
        Timestamp replayedAt = row.getTimestamp("replayed_at");
        return new RejectedView(
                row.getObject("id", UUID.class),
                row.getObject("gateway_id", UUID.class),
                row.getObject("log_id", UUID.class),
                row.getInt("contract"),
                row.getObject("sequence", Long.class),
                row.getObject("event_id", UUID.class),
                row.getString("reason"),
                row.getInt("bytes"),
                row.getTimestamp("received_at").toInstant(),
                replayedAt == null ? null : replayedAt.toInstant());
    }
}
