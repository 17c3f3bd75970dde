package dev.keyway.admin.usage.log;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gaps as people see and resolve them. */
@Service
@Transactional
public class GapList {

    private static final String SELECT = """
            SELECT id, gateway_id, log_id, reason, from_sequence, to_sequence, damaged, found_at, resolved_at, resolved_by, resolution
            FROM usage_gap WHERE\s""";

    private final JdbcClient jdbc;
    private final Changes changes;
    private final CurrentCaller current;
    private final Clock clock;

    GapList(JdbcClient jdbc, Changes changes, CurrentCaller current, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.current = current;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<GapView> page(PageRequest page) {
        return Page.of(
                jdbc.sql(SELECT + "id < ? ORDER BY id DESC LIMIT ?")
                        .params(page.before(), page.fetch())
                        .query(GapList::view)
                        .list(),
                page,
                GapView::id,
                gap -> gap);
    }

    /** @throws ProblemException if the gap does not exist, or is resolved already */
    public GapView resolve(UUID id, String resolution) {
        GapView before = get(id);
        int resolved = jdbc.sql("""
                        UPDATE usage_gap SET resolved_at = ?, resolved_by = ?, resolution = ? WHERE id = ? AND resolved_at IS NULL""")
                .params(Timestamp.from(clock.instant()), current.get().name(), resolution, id)
                .update();
        if (resolved == 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The gap is resolved already.");
        }
        GapView after = get(id);
        changes.record(new Change("resolved", Subject.USAGE_GAP, id, Scope.INSTALLATION, before, after));
        return after;
    }

    /** Gaps of a log that are not resolved, and end when its events arrive. */
    @Transactional(readOnly = true)
    public List<GapView> open(UUID log) {
        return jdbc.sql(SELECT + "log_id = ? AND reason IN ('REPLACED', 'SILENT') AND resolved_at IS NULL ORDER BY id")
                .param(log)
                .query(GapList::view)
                .list();
    }

    /**
     * Resolves gaps whose events the caller has brought: all of them that end at or before a mark.
     *
     * @param open as they were before that
     * @param isWhole whether all of the log has arrived, so that gaps whose end is unknown are resolved too
     */
    public void filled(List<GapView> open, long mark, boolean isWhole) {
        for (GapView before : open) {
            if (before.toSequence() == null ? isWhole : before.toSequence() <= mark) {
                int unused = jdbc.sql(
                                "UPDATE usage_gap SET resolved_at = ?, resolved_by = ?, resolution = ? WHERE id = ?")
                        .params(
                                Timestamp.from(clock.instant()),
                                current.get().name(),
                                "The events were imported from the state directory.",
                                before.id())
                        .update();
                changes.record(new Change(
                        "resolved", Subject.USAGE_GAP, before.id(), Scope.INSTALLATION, before, get(before.id())));
            }
        }
    }

    private GapView get(UUID id) {
        return jdbc.sql(SELECT + "id = ?")
                .param(id)
                .query(GapList::view)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("gap"));
    }

    private static GapView view(ResultSet row, int number) throws SQLException {
        return new GapView(
                row.getObject("id", UUID.class),
                row.getObject("gateway_id", UUID.class),
                row.getObject("log_id", UUID.class),
                GapReason.valueOf(row.getString("reason")),
                row.getObject("from_sequence", Long.class),
                row.getObject("to_sequence", Long.class),
                row.getObject("damaged", Long.class),
                row.getTimestamp("found_at").toInstant(),
                instant(row.getTimestamp("resolved_at")),
                row.getString("resolved_by"),
                row.getString("resolution"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
