package dev.keyway.admin.budget;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.gateway.ConnectedGateways;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.usage.log.LogMark;
import dev.keyway.admin.usage.log.LogMarks;
import dev.keyway.contract.control.Contract;
import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes spend reports, and answers what gateways may spend, in one transaction each. Locks are taken in the same order as ingest takes
 * its own: log, alerts, spend, grants. So the amounts and the mark of the log are of one moment.
 */
@Component
class SpendReports {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Pipeline pipeline;
    private final ConnectedGateways gateways;
    private final LogMarks marks;
    private final SpendRows rows;
    private final RefusedBudgets refused;
    private final Clock clock;

    /** Each holds a connection, and may wait for a batch; ingest, snapshots and jobs must find some left. */
    private final Semaphore turns = new Semaphore(2);

    SpendReports(
            Pipeline pipeline,
            ConnectedGateways gateways,
            LogMarks marks,
            SpendRows rows,
            RefusedBudgets refused,
            Clock clock) {
        this.pipeline = pipeline;
        this.gateways = gateways;
        this.marks = marks;
        this.rows = rows;
        this.refused = refused;
        this.clock = clock;
    }

    /** @throws ProblemException if it is invalid, or of an instance that is not the live one */
    SpendView take(UUID gateway, SpendReport report) throws InterruptedException {
        Map<Window, WindowReport> windows = ReportRules.windows(report);
        gateways.reportedSpend(gateway, report.instanceId());
        if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ProblemException.later(
                    ErrorCode.SERVICE_BUSY, "Other reports are being answered: try again.", PATIENCE);
        }
        try {
            return pipeline.writeAgain(transaction -> answer(transaction, gateway, report, windows));
        } finally {
            turns.release();
        }
    }

    private SpendView answer(
            JdbcClient transaction, UUID gateway, SpendReport report, Map<Window, WindowReport> windows) {
        LogMark log = marks.lock(transaction, gateway, report.logId());
        Instant now = clock.instant();
        long number = rows.nextAnswer(transaction, log);
        boolean current = report.answered() == null || report.answered() == number - 1;
        List<AskedWindow> asked = rows.known(transaction, windows, now);
        refused.raise(transaction, log, asked);
        rows.lock(transaction, asked);
        int connected = gateways.count(transaction);
        Map<Window, WindowShares> shares = rows.shares(transaction, asked, now);
        List<Share> mine = new ArrayList<>();
        List<WindowSpend> spend = new ArrayList<>();
        for (AskedWindow window : asked) {
            WindowShares all = Objects.requireNonNull(shares.get(window.window()));
            Share reported = reported(all.of(log), log, window.report(), current, now);
            List<Share> others = all.without(log);
            HardBudget budget = window.budget();
            Allotment allotment =
                    budget == null ? null : Allotment.of(budget.cap(), all.booked(), connected, reported, others, now);
            mine.add(allotment == null ? reported : allotment.share());
            spend.add(spend(window.window(), all.booked(), reported.booked(), others, allotment));
        }
        rows.store(transaction, asked, mine, number);
        return new SpendView(
                Math.min(report.contract(), Contract.VERSION),
                log.timeline(),
                log.logId(),
                log.mark(),
                number,
                connected,
                now,
                spend);
    }

    /**
     * What a gateway has now: what it gave back is off its grant, unless the report was overtaken by an answer.
     *
     * @param before null: it has asked for this window for the first time
     */
    private static Share reported(
            @Nullable Share before, LogMark log, WindowReport report, boolean current, Instant now) {
        long booked = before == null ? 0 : before.booked();
        long granted = before == null ? 0 : before.granted();
        Long ceiling = report.ceilingNanos();
        if (ceiling != null && current) {
            granted = Math.min(granted, Math.max(ceiling, booked));
        }
        // An answer that was lost may have granted it already.
        long wanted = report.wantedNanos() == 0
                ? 0
                : Math.max(0, Objects.requireNonNullElse(ceiling, granted) - granted + report.wantedNanos());
        Instant since = before == null ? null : before.wantedSince();
        return new Share(
                log.gatewayId(),
                log.logId(),
                granted,
                booked,
                report.spentNanos(),
                report.heldNanos(),
                report.recentNanos(),
                wanted,
                wanted == 0 ? null : Objects.requireNonNullElse(since, now),
                now,
                true);
    }

    private static WindowSpend spend(
            Window window, long booked, long bookedHere, List<Share> others, @Nullable Allotment allotment) {
        return new WindowSpend(
                window.scope(),
                window.scopeId(),
                window.period().name(),
                window.start(),
                booked,
                bookedHere,
                others.stream().mapToLong(Share::exposed).sum(),
                allotment == null ? null : allotment.ceiling());
    }
}
