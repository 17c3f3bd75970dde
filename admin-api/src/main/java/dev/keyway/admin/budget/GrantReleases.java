package dev.keyway.admin.budget;

import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.gateway.ConnectedGateways;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.policy.BudgetView;
import dev.keyway.admin.policy.Budgets;
import dev.keyway.admin.policy.Target;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.window.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Releases what a gateway was granted that is gone for good: somebody says that it spends nothing more. */
@Service
class GrantReleases {

    private static final String FIND = """
            SELECT g.*, coalesce((w.log_id IS NULL OR w.log_id = g.log_id) AND %s, false) AS connected
            FROM spend_grant g LEFT JOIN gateway w ON w.id = g.gateway_id
            WHERE g.scope = ? AND g.scope_id = ? AND g.period = ? AND g.gateway_id = ?
                AND greatest(g.granted_nanos, g.spent_nanos + g.held_nanos) > g.booked_nanos
            ORDER BY g.window_start, g.log_id""".formatted(ConnectedGateways.CONDITION);

    /** Not if its gateway has reported since. */
    private static final String RELEASE = """
            UPDATE spend_grant SET granted_nanos = booked_nanos, spent_nanos = booked_nanos, held_nanos = 0, wanted_nanos = 0,
                wanted_since = NULL
            WHERE scope = ? AND scope_id = ? AND period = ? AND window_start = ? AND gateway_id = ? AND log_id = ? AND answer = ?""";

    private final JdbcClient jdbc;
    private final Budgets budgets;
    private final Changes changes;
    private final Clock clock;

    GrantReleases(JdbcClient jdbc, Budgets budgets, Changes changes, Clock clock) {
        this.jdbc = jdbc;
        this.budgets = budgets;
        this.changes = changes;
        this.clock = clock;
    }

    /** @throws ProblemException if there is no such grant, or if the gateway is connected */
    @Transactional
    public void release(Target target, UUID id, UUID gateway) {
        BudgetView budget = budgets.get(target, id);
        List<Found> found = jdbc.sql(FIND)
                .params(
                        ConnectedGateways.since(clock.instant()),
                        target.level().name(),
                        target.id(),
                        budget.period().name(),
                        gateway)
                .query((row, n) -> found(row))
                .list();
        if (found.isEmpty()) {
            throw ProblemException.notFound("grant");
        }
        List<Found> left = found.stream().filter(grant -> !grant.connected()).toList();
        if (left.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The gateway is connected: what it does not use and others need it gives back in a report within 15 seconds.");
        }
        left.forEach(grant -> release(target, id, grant));
    }

    private void release(Target target, UUID budget, Found grant) {
        ReleasedGrant known = grant.grant();
        int released = jdbc.sql(RELEASE)
                .params(
                        target.level().name(),
                        target.id(),
                        known.period().name(),
                        known.windowStart(),
                        known.gatewayId(),
                        known.logId(),
                        grant.answer())
                .update();
        if (released == 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The gateway has reported in the meantime.");
        }
        changes.record(new Change("released", Subject.SPEND_GRANT, budget, target.scope(), known, null));
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                new ReleasedGrant(
                        row.getObject("gateway_id", UUID.class),
                        row.getObject("log_id", UUID.class),
                        Period.valueOf(row.getString("period")),
                        row.getObject("window_start", LocalDate.class),
                        Money.dollars(Math.max(
                                        row.getLong("granted_nanos"),
                                        row.getLong("spent_nanos") + row.getLong("held_nanos"))
                                - row.getLong("booked_nanos")),
                        row.getTimestamp("reported_at").toInstant()),
                row.getLong("answer"),
                row.getBoolean("connected"));
    }

    private record Found(ReleasedGrant grant, long answer, boolean connected) {}
}
