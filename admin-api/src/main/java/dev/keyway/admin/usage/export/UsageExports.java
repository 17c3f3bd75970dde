package dev.keyway.admin.usage.export;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.query.UsageFilter;
import dev.keyway.admin.usage.query.UsageReach;
import dev.keyway.admin.usage.query.UsageSubjects;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Exports of what a caller may see, each in the audit before its first row is read. */
@Service
class UsageExports {

    private static final Logger LOG = LoggerFactory.getLogger(UsageExports.class);

    private final ExportTurns turns;
    private final UsageSubjects subjects;
    private final CurrentCaller current;
    private final Changes changes;
    private final Ids ids;
    private final ExportConnections connections;
    private final FocusPrices prices;
    private final TransactionTemplate transactions;

    UsageExports(
            ExportTurns turns,
            UsageSubjects subjects,
            CurrentCaller current,
            Changes changes,
            Ids ids,
            ExportConnections connections,
            FocusPrices prices,
            PlatformTransactionManager transactions) {
        this.turns = turns;
        this.subjects = subjects;
        this.current = current;
        this.changes = changes;
        this.ids = ids;
        this.connections = connections;
        this.prices = prices;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Sends an export.
     *
     * @throws ProblemException if an id of the filter is unknown, or the caller may not see it, or too many exports are in progress;
     *     nothing is sent then
     * @throws SQLException if the database failed
     * @throws IOException if the client has left, or reads too slowly
     */
    void send(ExportRequest request, OutputStream out) throws SQLException, IOException {
        Caller caller = current.get();
        UsageReach reach = UsageReach.ofRecords(caller);
        try (ExportTurns.Turn turn = turns.take(caller.id())) {
            UUID id = ids.next();
            transactions.executeWithoutResult(status -> enter(id, request, reach, caller));
            ExportFormat format = request.format(reach.isEverything(), prices);
            ExportStream stream = new ExportStream(format, out, turn);
            String query = ExportQuery.copy(request.select(), format.columns(), request.filter(), reach);
            long rows = connections.read(caller, turn, connection -> stream.send(connection, query));
            LOG.info("usage export {} has ended with {} rows", id, rows);
        }
    }

    /** In the audit of each part that it can be of. */
    private void enter(UUID id, ExportRequest request, UsageReach reach, Caller caller) {
        subjects.require(request.filter(), caller);
        List<Scope> scopes = reach.within(request.filter()).parts().stream()
                .map(UsageReach.Part::scope)
                .distinct()
                .toList();
        for (Scope scope : scopes) {
            changes.record(
                    new Change("exported", Subject.USAGE_EXPORT, id, narrowed(scope, request.filter()), null, request));
        }
    }

    private static Scope narrowed(Scope scope, UsageFilter filter) {
        UUID tenant = scope.tenant() == null ? filter.tenant() : scope.tenant();
        UUID team = scope.team() == null ? filter.team() : scope.team();
        return tenant == null ? scope : new Scope(tenant, team);
    }
}
