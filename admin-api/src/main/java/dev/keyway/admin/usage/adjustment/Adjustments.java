package dev.keyway.admin.usage.adjustment;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adjustments of requests. The database adds each to the sums, as the API may only read them. */
@Service
@Transactional
public class Adjustments {

    private static final String SELECT =
            "SELECT id, nanos, reason, date, booking_month, created_at, created_by FROM usage_adjustment WHERE ";

    private final JdbcClient jdbc;
    private final Changes changes;
    private final CurrentCaller current;
    private final Ids ids;
    private final Clock clock;

    Adjustments(JdbcClient jdbc, Changes changes, CurrentCaller current, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.current = current;
        this.ids = ids;
        this.clock = clock;
    }

    /** Those of a request that the caller may see, oldest first. */
    @Transactional(readOnly = true)
    public List<AdjustmentView> of(UUID request) {
        return jdbc.sql(SELECT + "event_id = ? ORDER BY created_at, id")
                .param(request)
                .query(Adjustments::view)
                .list();
    }

    /** @throws ProblemException if there is no such request, or it would cost less than nothing */
    AdjustmentView create(UUID request, NewAdjustment adjustment) {
        long nanos = Money.difference("amount", adjustment.amount());
        Scope scope = scope(request);
        UUID id = ids.next();
        Optional<Long> adjusted = jdbc.sql("SELECT adjust_usage(?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        request,
                        nanos,
                        adjustment.reason(),
                        Timestamp.from(clock.instant()),
                        current.get().name())
                .query(Long.class)
                .optional();
        if (adjusted.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The request costs %s dollars with its adjustments, and cannot cost less than nothing."
                            .formatted(Money.dollars(cost(request)).toPlainString()));
        }
        AdjustmentView made =
                jdbc.sql(SELECT + "id = ?").param(id).query(Adjustments::view).single();
        changes.record(Change.created(Subject.USAGE_ADJUSTMENT, id, scope, new Adjusted(request, made)));
        return made;
    }

    /** The team of a request; refusals have no cost. */
    private Scope scope(UUID request) {
        return jdbc.sql("SELECT tenant_id, team_id FROM usage_event WHERE id = ? AND kind = 'REQUEST'")
                .param(request)
                .query((row, n) ->
                        Scope.team(row.getObject("tenant_id", UUID.class), row.getObject("team_id", UUID.class)))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("request"));
    }

    private long cost(UUID request) {
        return jdbc.sql("""
                        SELECT (cost_nanos + (SELECT coalesce(sum(nanos), 0) FROM usage_adjustment WHERE event_id = e.id))::bigint
                        FROM usage_event e WHERE id = ?""").param(request).query(Long.class).single();
    }

    private static AdjustmentView view(ResultSet row, int number) throws SQLException {
        return new AdjustmentView(
                row.getObject("id", UUID.class),
                Money.dollars(row.getLong("nanos")).toPlainString(),
                row.getString("reason"),
                row.getObject("date", LocalDate.class),
                row.getObject("booking_month", LocalDate.class),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }

    /** What the audit shows of it. */
    private record Adjusted(UUID requestId, AdjustmentView adjustment) {}
}
