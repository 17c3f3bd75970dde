package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.log.GapList;
import dev.keyway.admin.usage.log.GapView;
import dev.keyway.contract.usage.UsageHeader;
import dev.keyway.contract.usage.UsageTaken;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports of usage logs by hand: books their events as if their gateway had shipped them, and records who did it. */
@Service
class Imports {

    /** For so long after it was last heard, a gateway may still write to its log. */
    private static final Duration RUNNING = Duration.ofSeconds(40);

    private final Ingest ingest;
    private final GapList gaps;
    private final JdbcClient jdbc;
    private final Changes changes;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Imports(
            Ingest ingest,
            GapList gaps,
            JdbcClient jdbc,
            Changes changes,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.ingest = ingest;
        this.gaps = gaps;
        this.jdbc = jdbc;
        this.changes = changes;
        this.transactions = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Books a batch, and records it unless it changes nothing.
     *
     * @param named the gateway whose usage it is, if nobody knows the log; null otherwise
     * @throws ProblemException if a running gateway writes to the log, or its gateway is unknown
     */
    UsageTaken take(byte[] body, boolean packed, @Nullable UUID named) throws InterruptedException {
        return ingest.take(body, packed, batch -> take(batch, named));
    }

    private UsageTaken take(Batch batch, @Nullable UUID named) {
        UsageHeader header = batch.header();
        UUID gateway = Objects.requireNonNull(transactions.execute(status -> gateway(header.logId(), named)));
        List<GapView> open = gaps.open(header.logId());
        UsageTaken taken = ingest.whole(gateway, batch);
        transactions.executeWithoutResult(status -> {
            if (taken.taken() > 0 || taken.rejected() > 0) {
                changes.record(new Change(
                        "imported",
                        Subject.USAGE_LOG,
                        header.logId(),
                        Scope.INSTALLATION,
                        null,
                        new Imported(gateway, header.after(), header.through(), taken)));
            }
            gaps.filled(open, taken.mark(), taken.mark() >= header.lastSequence());
        });
        return taken;
    }

    /** The gateway that reported a log last. One that runs ends the requests in it itself, and differently. */
    private UUID gateway(UUID log, @Nullable UUID named) {
        UUID known = jdbc.sql(
                        "SELECT gateway_id FROM usage_log WHERE log_id = ? ORDER BY seen_at DESC, gateway_id LIMIT 1")
                .param(log)
                .query(UUID.class)
                .optional()
                .orElse(null);
        jdbc
                .sql(
                        "SELECT name FROM gateway WHERE log_id = ? AND seen_at > ? AND signed_off_at IS NULL AND revoked_at IS NULL")
                .params(log, Timestamp.from(clock.instant().minus(RUNNING)))
                .query(String.class)
                .list()
                .stream()
                .findFirst()
                .ifPresent(name -> {
                    throw ProblemException.of(
                            ErrorCode.GATEWAY_RUNNING,
                            "The gateway '%s' writes to this log and ships it itself; stop it first, and wait for %d s unless it signs off."
                                    .formatted(name, RUNNING.toSeconds()));
                });
        if (known != null) {
            return known;
        }
        if (named == null) {
            throw ProblemException.of(
                    ErrorCode.NOT_FOUND, "No gateway has reported this log: name the gateway whose usage it is.");
        }
        return jdbc.sql("SELECT id FROM gateway WHERE id = ?")
                .param(named)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("gateway"));
    }

    /** What the audit shows of it. */
    private record Imported(UUID gatewayId, long after, long through, UsageTaken taken) {}
}
