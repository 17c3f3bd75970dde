package dev.keyway.admin.policy;

import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Budgets of each level; a call must find room in all of them. */
@Service
@Transactional
public class Budgets {

    private static final String SELECT = """
            SELECT id, tenant_id, team_id, token_id, period, nanos, hard, strict, soft_thresholds, created_at, updated_at, version
            FROM budget_policy WHERE\s""";

    private final JdbcClient jdbc;
    private final Changes changes;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Budgets(JdbcClient jdbc, Changes changes, MergePatch patches, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    /** Four at most: one of each period. */
    @Transactional(readOnly = true)
    List<BudgetView> of(Target target) {
        return jdbc.sql(SELECT + target.condition() + " ORDER BY id")
                .params(target.values())
                .query((row, n) -> view(row, raises(row.getObject("id", UUID.class))))
                .list();
    }

    /** Those of tenants and teams, without what they have more for a time. */
    @Transactional(readOnly = true)
    public Map<Target, List<BudgetView>> ofTenantsAndTeams() {
        return jdbc.sql(SELECT + "token_id IS NULL ORDER BY id").query((row, n) -> view(row, List.of())).list().stream()
                .collect(Collectors.groupingBy(BudgetView::target));
    }

    @Transactional(readOnly = true)
    public BudgetView get(Target target, UUID id) {
        return of(target).stream()
                .filter(budget -> budget.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("budget"));
    }

    public BudgetView create(Target target, NewBudget request) {
        UUID id = ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        int added = jdbc.sql("""
                INSERT INTO budget_policy (tenant_id, team_id, token_id, id, period, nanos, hard, strict, soft_thresholds, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT ON CONSTRAINT budget_policy_of_scope DO NOTHING""")
                .params(Arrays.asList(
                        target.tenant(),
                        target.team(),
                        target.token(),
                        id,
                        request.period().name(),
                        Money.nanos("amount", request.amount()),
                        request.hard() == null || request.hard(),
                        request.strict(),
                        SoftThresholds.column(request.softThresholds()),
                        now,
                        now))
                .update();
        if (added == 0) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "There is a budget for each " + request.period() + " already: change that one.");
        }
        BudgetView view = get(target, id);
        changes.record(Change.created(Subject.BUDGET_POLICY, id, target.scope(), view));
        return view;
    }

    public BudgetView change(Target target, UUID id, IfMatch version, JsonNode patch) {
        BudgetView before = get(target, id);
        version.require(before.version());
        BudgetSettings settings = patches.apply(before.settings(), patch, BudgetSettings.class, before);
        if (settings.saysTheSameAs(before.settings())) {
            return before;
        }
        int changed = jdbc.sql("""
                UPDATE budget_policy SET nanos = ?, hard = ?, strict = ?, soft_thresholds = ?, updated_at = ?, version = version + 1
                WHERE id = ? AND version = ?""")
                .params(
                        Money.nanos("amount", settings.amount()),
                        settings.hard(),
                        settings.strict(),
                        SoftThresholds.column(settings.softThresholds()),
                        Timestamp.from(clock.instant()),
                        id,
                        before.version())
                .update();
        if (changed == 0) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "The resource was changed at the same time; read it again.");
        }
        BudgetView after = get(target, id);
        changes.record(Change.updated(Subject.BUDGET_POLICY, id, target.scope(), before, after));
        return after;
    }

    /** Gives it more until a moment; then it is as it was, by itself. */
    BudgetView raise(Target target, UUID id, NewRaise request) {
        BudgetView before = get(target, id);
        Instant now = clock.instant();
        if (!request.until().isAfter(now)) {
            throw ProblemException.invalid("until", "must be in the future");
        }
        long nanos = Money.nanos("amount", request.amount());
        if (nanos == 0) {
            throw ProblemException.invalid("amount", "must be more than 0");
        }
        jdbc.sql("""
                        INSERT INTO budget_raise (id, budget_id, tenant_id, nanos, from_at, until_at, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        ids.next(),
                        id,
                        target.tenant(),
                        nanos,
                        Timestamp.from(now),
                        Timestamp.from(request.until()),
                        Timestamp.from(now))
                .update();
        return changed(target, before, "raised");
    }

    /** Ends a raise before its time. */
    void withdraw(Target target, UUID id, UUID raise) {
        BudgetView before = get(target, id);
        int gone = jdbc.sql("DELETE FROM budget_raise WHERE id = ? AND budget_id = ?")
                .params(raise, id)
                .update();
        if (gone == 0) {
            throw ProblemException.notFound("raise");
        }
        BudgetView unused = changed(target, before, "raise_withdrawn");
    }

    private BudgetView changed(Target target, BudgetView before, String action) {
        jdbc.sql("UPDATE budget_policy SET updated_at = ?, version = version + 1 WHERE id = ?")
                .params(Timestamp.from(clock.instant()), before.id())
                .update();
        BudgetView after = get(target, before.id());
        changes.record(new Change(action, Subject.BUDGET_POLICY, before.id(), target.scope(), before, after));
        return after;
    }

    /** Follows a token that moved to another team. */
    void follow(Target from, Target to) {
        for (BudgetView before : of(from)) {
            jdbc.sql("UPDATE budget_policy SET team_id = ?, updated_at = ?, version = version + 1 WHERE id = ?")
                    .params(Arrays.asList(to.team(), Timestamp.from(clock.instant()), before.id()))
                    .update();
            changes.record(
                    Change.updated(Subject.BUDGET_POLICY, before.id(), to.scope(), before, get(to, before.id())));
        }
    }

    public void delete(Target target, UUID id) {
        BudgetView before = get(target, id);
        jdbc.sql("DELETE FROM budget_policy WHERE id = ?").param(id).update();
        changes.record(Change.deleted(Subject.BUDGET_POLICY, id, target.scope(), before));
    }

    private List<BudgetView.Raise> raises(UUID budget) {
        return jdbc.sql(
                        "SELECT id, nanos, from_at, until_at FROM budget_raise WHERE budget_id = ? AND until_at > ? ORDER BY id")
                .params(budget, Timestamp.from(clock.instant()))
                .query((row, n) -> new BudgetView.Raise(
                        row.getObject("id", UUID.class),
                        Money.dollars(row.getLong("nanos")),
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("until_at").toInstant()))
                .list();
    }

    private static BudgetView view(ResultSet row, List<BudgetView.Raise> raises) throws SQLException {
        return new BudgetView(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getObject("team_id", UUID.class),
                row.getObject("token_id", UUID.class),
                Period.valueOf(row.getString("period")),
                Money.dollars(row.getLong("nanos")),
                row.getBoolean("hard"),
                row.getBoolean("strict"),
                SoftThresholds.read(row.getArray("soft_thresholds")),
                raises,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"),
                null);
    }
}
