package dev.keyway.admin.statement;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Closes statements: stores their lines, which never change from then on. */
@Service
class StatementClosing {

    private final JdbcClient jdbc;
    private final Statements statements;
    private final StatementLines lines;
    private final StatementPrices prices;
    private final ClosedStatements closedOnes;
    private final Changes changes;
    private final CurrentCaller current;
    private final Clock clock;

    StatementClosing(
            JdbcClient jdbc,
            Statements statements,
            StatementLines lines,
            StatementPrices prices,
            ClosedStatements closedOnes,
            Changes changes,
            CurrentCaller current,
            Clock clock) {
        this.jdbc = jdbc;
        this.statements = statements;
        this.lines = lines;
        this.prices = prices;
        this.closedOnes = closedOnes;
        this.changes = changes;
        this.current = current;
        this.clock = clock;
    }

    /**
     * Adjustments wait for it, and it for them. Records of the month that are stored at the same time are in it or have come late.
     *
     * @throws ProblemException if the month is not over, its statement is closed, or something is missing that was not
     *     named, or too much is
     */
    @Transactional
    public void close(UUID tenant, String text, CloseStatement request) {
        StatementMonth month = statements.month(tenant, text);
        if (!statements.isOver(month)) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "The month is not over before %s: close it then.".formatted(month.end()));
        }
        int unused = jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('keyway.adjustments'))::text")
                .query((row, n) -> n)
                .list()
                .size();
        if (closedOnes.find(tenant, month.month()).isPresent()) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The statement is closed already; what comes later is in the next one that is not.");
        }
        List<Missing> without = statements.missing(month);
        requireNamed(without, request);
        ClosedStatement closed = new ClosedStatement(
                month.name(),
                month.zone(),
                clock.instant(),
                current.get().name(),
                Objects.requireNonNullElse(request.note(), ""),
                without,
                prices.of(tenant, month.month()));
        closedOnes.add(month, closed);
        lines.close(tenant, month.month());
        String total = new StatementSums(lines.closed(tenant, month.month())).total();
        changes.record(new Change(
                "closed",
                Subject.STATEMENT,
                tenant,
                Scope.tenant(tenant),
                null,
                new Closed(month.month().toString(), total, closed.note(), without)));
    }

    private static void requireNamed(List<Missing> without, CloseStatement request) {
        if (without.size() > MissingUsage.MOST) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "More than %d logs, gaps and gateways are missing, which is the most that a statement can go without. Resolve gaps, or replay events that could not be read, until there are fewer."
                            .formatted(MissingUsage.MOST));
        }
        Set<UUID> named = Set.copyOf(Objects.requireNonNullElse(request.missing(), List.of()));
        List<Missing> unnamed =
                without.stream().filter(one -> !named.contains(one.id())).toList();
        if (!unnamed.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "Usage is or may be missing. Wait for it, or send the IDs as missing: "
                            + unnamed.stream()
                                    .limit(10)
                                    .map(one ->
                                            "%s %s of the gateway '%s'".formatted(one.kind(), one.id(), one.gateway()))
                                    .collect(Collectors.joining(", "))
                            + (unnamed.size() > 10 ? ", and %d more.".formatted(unnamed.size() - 10) : "."));
        }
    }

    /** What the audit shows of it. */
    private record Closed(String month, String total, String note, List<Missing> missing) {}
}
