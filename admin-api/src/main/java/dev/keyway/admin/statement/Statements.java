package dev.keyway.admin.statement;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.query.UsageTime;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Statements as people read them. */
@Service
public class Statements {

    private final JdbcClient jdbc;
    private final StatementLines lines;
    private final StatementAdjustments adjustments;
    private final StatementPrices prices;
    private final ClosedStatements closedOnes;
    private final MissingUsage missing;
    private final UsageTime time;
    private final CurrentCaller current;
    private final Clock clock;

    Statements(
            JdbcClient jdbc,
            StatementLines lines,
            StatementAdjustments adjustments,
            StatementPrices prices,
            ClosedStatements closedOnes,
            MissingUsage missing,
            UsageTime time,
            CurrentCaller current,
            Clock clock) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.adjustments = adjustments;
        this.prices = prices;
        this.closedOnes = closedOnes;
        this.missing = missing;
        this.time = time;
        this.current = current;
        this.clock = clock;
    }

    /**
     * Months in which something of a tenant is or will be booked, latest first: what comes late for a closed one is booked in a later one.
     *
     * @throws ProblemException if there is no such tenant
     */
    @Transactional(readOnly = true)
    public StatementMonths months(UUID tenant) {
        StatementMonth any = month(tenant, "2000-01");
        return new StatementMonths(
                any.tenant(),
                any.name(),
                jdbc.sql("""
                                SELECT m.month, s.closed_at, s.closed_by, jsonb_array_length(s.missing) AS missing_count,
                                    jsonb_path_query_array(s.missing, :first::jsonpath) AS missing FROM (
                                    SELECT window_start AS month FROM spend WHERE scope = 'TENANT' AND scope_id = :tenant AND period = 'MONTH'
                                    UNION SELECT booking_month FROM usage_adjustment_sum WHERE tenant_id = :tenant
                                    UNION SELECT month FROM statement WHERE tenant_id = :tenant
                                    UNION SELECT DISTINCT booking_month(:tenant, s.month) FROM statement s WHERE s.tenant_id = :tenant) AS m
                                LEFT JOIN statement s ON s.tenant_id = :tenant AND s.month = m.month ORDER BY m.month DESC LIMIT 1200""")
                        .param("tenant", tenant)
                        .param("first", "$[0 to %d]".formatted(StatementMonths.Month.MOST_MISSING - 1))
                        .query((row, n) -> closedOnes.month(row, current.get().seesAll()))
                        .list());
    }

    /** @throws ProblemException if there is no such tenant, or the text is no month */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public StatementView get(UUID tenant, String text) {
        return time.bounded(() -> view(read(month(tenant, text))));
    }

    /**
     * Its lines as CSV.
     *
     * @throws ProblemException if there is no such tenant, or the text is no month
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public String csv(UUID tenant, String text) {
        return time.bounded(() -> {
            Statement statement = read(month(tenant, text));
            return StatementCsv.of(statement.month().month().toString(), statement.state(), statement.lines());
        });
    }

    /** @throws ProblemException if there is no such tenant, or the text is no month */
    StatementMonth month(UUID tenant, String text) {
        return jdbc.sql("SELECT name, zone FROM tenant WHERE id = ?")
                .param(tenant)
                .query((row, n) -> new StatementMonth(
                        tenant, row.getString("name"), row.getString("zone"), StatementMonth.read(text)))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    /** What is or may be missing of a month; logs are judged by its end once it is over. */
    List<Missing> missing(StatementMonth month) {
        List<Missing> found = missing.of(month.start(), month.end());
        return isOver(month)
                ? found
                : found.stream().filter(one -> one.kind() != MissingKind.LOG).toList();
    }

    boolean isOver(StatementMonth month) {
        return !clock.instant().isBefore(month.end());
    }

    private Statement read(StatementMonth month) {
        return closedOnes
                .find(month.tenant(), month.month())
                .map(closed -> closed(month, closed))
                .orElseGet(() -> open(month));
    }

    private Statement open(StatementMonth month) {
        List<Missing> without = missing(month);
        boolean isSettled = !clock.instant().isBefore(month.end().plus(MissingUsage.GRACE));
        return new Statement(
                month,
                isSettled && without.isEmpty() ? StatementState.COMPLETE : StatementState.PROVISIONAL,
                without,
                null,
                lines.open(month.tenant(), month.month()),
                prices.of(month.tenant(), month.month()));
    }

    private Statement closed(StatementMonth today, ClosedStatement closed) {
        return new Statement(
                new StatementMonth(today.tenant(), closed.tenant(), closed.zone(), today.month()),
                StatementState.CLOSED,
                closed.missing(),
                closed,
                lines.closed(today.tenant(), today.month()),
                closed.priceLists());
    }

    private StatementView view(Statement statement) {
        StatementMonth month = statement.month();
        ClosedStatement closed = statement.closed();
        StatementSums sums = new StatementSums(statement.lines());
        List<StatementAdjustment> byHand = adjustments.byHand(month.tenant(), month.month());
        return new StatementView(
                month.tenant(),
                month.name(),
                month.month().toString(),
                month.zone(),
                statement.state(),
                statement.missing().size(),
                current.get().seesAll()
                        ? statement.missing().stream().limit(MissingUsage.MOST).toList()
                        : null,
                closed == null ? null : closed.closedAt(),
                closed == null ? null : closed.closedBy(),
                closed == null ? null : closed.note(),
                sums.requests(),
                sums.inputTokens(),
                sums.outputTokens(),
                sums.usage(),
                sums.late(),
                sums.adjustments(),
                sums.total(),
                sums.teams(),
                sums.entries(),
                byHand.stream().limit(StatementAdjustments.MOST).toList(),
                byHand.size() > StatementAdjustments.MOST,
                adjustments.repricings(sums.repricings()),
                statement.priceLists());
    }

    /** @param closed what is stored of it; null until it is closed */
    private record Statement(
            StatementMonth month,
            StatementState state,
            List<Missing> missing,
            @Nullable ClosedStatement closed,
            List<StatementLine> lines,
            List<StatementPriceList> priceLists) {}
}
