package dev.keyway.filters.spend;

import dev.keyway.contract.control.Contract;
import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.usage.LogStatus;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.control.UsageLogStatus;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.limit.ScopeReport;
import dev.keyway.filters.limit.StoredScope;
import dev.keyway.filters.spool.SegmentLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spend reporter: keeps the ledger in step with the admin service, one report at a time. What was granted is stored, so that budgets
 * go on after a restart without the admin service; a ceiling that is new or lower is stored before the next report.
 */
final class SpendReporter {

    /** Once a second while budgets are used. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(SpendReporter.class);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration STORE = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final SegmentLog segments;
    private final UsageLogStatus status;
    private final Membership membership;
    private final UUID instanceId;
    private final SpendPost post;
    private final SpendStore store;
    private final SpendRounds rounds;

    /** The last record of the log when this process began: what ended later is in the ledger by itself. */
    private final long foundThrough;

    private @Nullable UUID logId;
    private @Nullable UUID timeline;
    private @Nullable Long answered;
    private long mark;
    private boolean restored;
    private boolean isStoreDue;
    private boolean changed;
    private long reportedNanos = System.nanoTime() - QUIET.toNanos();
    private long storedNanos = System.nanoTime();
    private long sweptNanos = System.nanoTime();
    private int gateways = 1;

    SpendReporter(
            Ledger ledger,
            SegmentLog segments,
            UsageLogStatus status,
            Membership membership,
            UUID instanceId,
            SpendPost post,
            SpendStore store,
            SpendRounds rounds) {
        this.ledger = ledger;
        this.segments = segments;
        this.status = status;
        this.membership = membership;
        this.instanceId = instanceId;
        this.post = post;
        this.store = store;
        this.rounds = rounds;
        this.foundThrough = segments.lastSequence();
    }

    /** Reports what there is, and applies the answer. */
    void step() throws InterruptedException {
        LogStatus now = status.now();
        if (now == null) {
            return;
        }
        if (!restored) {
            restore(now);
        }
        sweep();
        if (membership.isCurrent()) {
            report(now);
        } else {
            rounds.reached(false);
            rounds.begin().complete(null);
        }
    }

    /** Whether there is more to report at once. */
    boolean hasMore() {
        return membership.isCurrent() && ledger.hasMore();
    }

    /** Stores what is known, at the end of the process. After a sign-off nothing is granted any more. */
    void remember() {
        if (membership.isSignedOff()) {
            forget();
        } else if (changed) {
            store();
        }
    }

    private void forget() {
        try {
            store.delete();
        } catch (IOException e) {
            log.error("grants that were given back could not be deleted, and may be spent again: {}", e.getMessage());
        }
    }

    private void restore(LogStatus now) {
        restored = true;
        long floor = now.shippedThrough();
        List<StoredScope> scopes = List.of();
        SpendStore.Stored stored = store.read().orElse(null);
        if (stored != null && stored.logId().equals(now.logId())) {
            logId = stored.logId();
            timeline = stored.timeline();
            scopes = stored.scopes();
        } else {
            logId = now.logId();
        }
        mark = floor;
        long from = Math.min(
                floor, scopes.stream().mapToLong(StoredScope::mark).min().orElse(floor));
        ledger.restore(floor, scopes, each -> EndedRequests.read(segments, from, foundThrough, each));
    }

    private void report(LogStatus now) throws InterruptedException {
        CompletableFuture<@Nullable Void> round = rounds.begin();
        try {
            boolean isOfLog = now.logId().equals(logId);
            List<ScopeReport> reports = isOfLog ? ledger.reports(SpendReport.MOST_WINDOWS) : List.of();
            List<WindowReport> windows =
                    reports.stream().flatMap(scope -> scope.windows().stream()).toList();
            if (isOfLog && windows.isEmpty() && System.nanoTime() - reportedNanos < QUIET.toNanos()) {
                return;
            }
            requireStored(reports);
            reportedNanos = System.nanoTime();
            SpendView view =
                    post.post(new SpendReport(Contract.VERSION, instanceId, timeline, now.logId(), answered, windows));
            rounds.reached(true);
            apply(reports, view);
        } catch (IOException e) {
            rounds.reached(false);
            log.debug("spend was not reported", e);
        } catch (RuntimeException defect) {
            rounds.reached(false);
            log.error("the answer to a report of spend could not be applied", defect);
        } finally {
            round.complete(null);
        }
    }

    private void apply(List<ScopeReport> reports, SpendView view) {
        if (!isOfSameHistory(view)) {
            begin(view);
            return;
        }
        timeline = view.timeline();
        mark = view.mark();
        answered = view.number();
        boolean mustStore = ledger.update(reports, view);
        changed |= !view.windows().isEmpty();
        shareWith(view.gateways());
        if (mustStore || (changed && System.nanoTime() - storedNanos > STORE.toNanos())) {
            store();
        }
    }

    private boolean isOfSameHistory(SpendView view) {
        return view.logId().equals(logId)
                && (timeline == null || view.timeline().equals(timeline))
                && view.mark() >= mark;
    }

    /** What is not in the books of this history is counted again, from the log. */
    private void begin(SpendView view) {
        logId = view.logId();
        timeline = view.timeline();
        answered = view.number();
        mark = view.mark();
        long through = segments.lastSequence();
        ledger.rewind(mark, through);
        EndedRequests.read(segments, mark, through, ledger::ended);
        changed = true;
        store();
    }

    private void shareWith(int connected) {
        if (connected == gateways) {
            return;
        }
        log.info(
                "{} gateways are connected: each enforces its share of requests and tokens per minute and of concurrent requests",
                connected);
        if (gateways == 1) {
            ledger.watchAll();
        }
        gateways = connected;
    }

    /** What must be stored and is not must not be reported. */
    private void requireStored(List<ScopeReport> reports) throws IOException {
        if (isStoreDue && !reports.isEmpty()) {
            write();
        }
    }

    private void store() {
        try {
            write();
        } catch (IOException e) {
            isStoreDue = true;
            log.warn("grants of budgets were not stored: {}", e.getMessage());
        }
    }

    private void write() throws IOException {
        UUID ofTimeline = timeline;
        if (ofTimeline != null) {
            store.write(new SpendStore.Stored(ofTimeline, Objects.requireNonNull(logId), ledger.stored()));
        }
        isStoreDue = false;
        changed = false;
        storedNanos = System.nanoTime();
    }

    private void sweep() {
        if (System.nanoTime() - sweptNanos > SWEEP.toNanos()) {
            sweptNanos = System.nanoTime();
            ledger.forgetIdle();
        }
    }
}
