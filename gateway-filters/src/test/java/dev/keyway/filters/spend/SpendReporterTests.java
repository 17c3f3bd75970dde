package dev.keyway.filters.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.control.Registered;
import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.usage.LogStatus;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.limit.BudgetLeft;
import dev.keyway.filters.limit.Decision;
import dev.keyway.filters.limit.Demand;
import dev.keyway.filters.limit.Hold;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.limit.Shortage;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.RateLimits;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.spool.Preallocator;
import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import dev.keyway.filters.usage.SpooledUsageLog;
import dev.keyway.filters.usage.TestRequests;
import dev.keyway.testkit.time.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway knows of its budgets after restarts, restored databases and outages. Each call costs 500 and the budget is 2,000. */
class SpendReporterTests {

    private static final UUID LOG = new UUID(1, 1);
    private static final UUID TIMELINE = new UUID(2, 2);
    private static final long CAP = 2_000;
    private static final long COST = 500;

    /** Records that a call has in the log: its beginning and end, and those of its attempt. */
    private static final long RECORDS = 4;

    @TempDir
    private Path folder;

    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    private final Membership membership = new Membership();
    private final SpendRounds rounds = new SpendRounds();
    private final List<SpendReport> reports = new ArrayList<>();

    /** The admin service's. */
    private long mark;

    private long booked;
    private UUID timeline = TIMELINE;
    private boolean isAway;

    private StateDirectory directory;
    private SegmentLog segments;
    private SpooledUsageLog log;
    private Ledger ledger;
    private SpendReporter reporter;

    @BeforeEach
    void start() throws IOException {
        directory = StateDirectory.take(folder.resolve("state"));
        membership.registered(new Registered(new UUID(3, 3), "test", 1, 1, TIMELINE, 0, clock.instant()));
        restart();
    }

    @AfterEach
    void stop() throws IOException {
        segments.close();
        directory.close();
    }

    @Test
    void knowsAfterARestartWhatWasSpentAlthoughTheAdminServiceIsAway() throws Exception {
        grant();
        serve(1);
        ship();
        reporter.step();
        serve(1);
        restart();
        isAway = true;
        reporter.step();

        assertThat(left()).isEqualTo(CAP - 2 * COST);
        assertThat(ledger.admit(caller(), need(CAP))).isInstanceOf(Decision.Refused.class);
        assertThat(ledger.admit(caller(), need(CAP - 2 * COST))).isInstanceOf(Hold.class);
    }

    @Test
    void takesNothingForGrantedWithoutAStoredGrant() throws Exception {
        grant();
        serve(1);
        Files.delete(folder.resolve("state").resolve(SpendStore.FILE));
        restart();
        isAway = true;
        reporter.step();

        assertThat(ledger.admit(caller(), need(1)))
                .isInstanceOfSatisfying(
                        Decision.NeedsGrant.class,
                        needs -> assertThat(needs.otherwise()).isInstanceOf(Shortage.Unknown.class));
        assertThat(rounds.ask().block()).isNull();
    }

    @Test
    void countsAgainFromTheLogWhatARestoredDatabaseLacks() throws Exception {
        grant();
        serve(3);
        ship();
        reporter.step();
        assertThat(left()).isEqualTo(CAP - 3 * COST);

        mark = RECORDS;
        booked = COST;
        timeline = new UUID(2, 3);
        reporter.step();
        reporter.step();

        assertThat(left()).isEqualTo(CAP - 3 * COST);
        ship();
        reporter.step();
        assertThat(left()).isEqualTo(CAP - 3 * COST);
    }

    @Test
    void namesTheAnswerThatItHasApplied() throws Exception {
        grant();
        Hold open = (Hold) ledger.admit(caller(), need(1));
        reporter.step();
        open.settle(0, 0, 0, 0);

        assertThat(reports.getFirst().answered()).isNull();
        assertThat(reports.getLast().answered()).isEqualTo(reports.size() - 1L);
    }

    @Test
    void waitsForTheAnswerToAReportThatIsNotSentYet() throws Exception {
        List<String> answered = new ArrayList<>();
        assertThat(ledger.admit(caller(), need(1))).isInstanceOf(Decision.NeedsGrant.class);
        var unused = rounds.ask().subscribe(nothing -> {}, failure -> {}, () -> answered.add("answered"));
        assertThat(answered).isEmpty();

        reporter.step();

        assertThat(answered).containsExactly("answered");
        assertThat(ledger.admit(caller(), need(1))).isInstanceOf(Hold.class);
    }

    /** A first request finds that it needs a grant. */
    private void grant() throws InterruptedException {
        assertThat(ledger.admit(caller(), need(1))).isInstanceOf(Decision.NeedsGrant.class);
        reporter.step();
        assertThat(left()).isEqualTo(CAP);
    }

    private void restart() throws IOException {
        if (segments != null) {
            segments.close();
        }
        segments =
                SegmentLog.open(new SegmentLogOptions(folder, "key_usage.log", 64 * 1024, 50, Preallocator.ZEROS), 0);
        log = new SpooledUsageLog(segments);
        ledger = Ledger.ofRatesAndBudgets(System::nanoTime, clock);
        reporter = new SpendReporter(
                ledger,
                segments,
                this::status,
                membership,
                new UUID(4, 4),
                this::answer,
                new SpendStore(directory),
                rounds);
    }

    private LogStatus status() {
        return new LogStatus(LOG, segments.lastSequence(), mark, null, 0);
    }

    private SpendView answer(SpendReport report) throws IOException {
        if (isAway) {
            throw new IOException("away");
        }
        reports.add(report);
        return new SpendView(
                1,
                timeline,
                LOG,
                mark,
                reports.size(),
                1,
                clock.instant(),
                report.windows().stream().map(this::spend).toList());
    }

    private WindowSpend spend(WindowReport window) {
        return new WindowSpend(
                window.scope(), window.scopeId(), window.period(), window.windowStart(), booked, booked, 0, CAP);
    }

    /** Calls that the ledger admits and the log records. */
    private void serve(int count) {
        for (int i = 0; i < count; i++) {
            Hold hold = (Hold) ledger.admit(caller(), need(COST));
            TestRequests.serve(log, "req_" + i);
            hold.settle(1, 120, COST, segments.lastSequence());
        }
    }

    private void ship() {
        booked += (segments.lastSequence() - mark) / RECORDS * COST;
        mark = segments.lastSequence();
    }

    private long left() {
        return ledger.budgetsLeft(caller()).stream()
                .map(BudgetLeft::left)
                .mapToLong(known -> known == null ? -1 : known)
                .findFirst()
                .orElseThrow();
    }

    private static Caller caller() {
        Budget budget = new Budget("b", Period.TOTAL, new NanoDollars(CAP), true, false, List.of(), List.of());
        Tenant tenant = new Tenant(TestRequests.OWNER.tenantId(), "Acme", ZoneOffset.UTC, Set.of(), false, Policy.NONE);
        Team team = new Team(
                TestRequests.OWNER.teamId(),
                "search",
                tenant,
                false,
                new Policy(null, null, RateLimits.NONE, List.of(budget)));
        return new Caller(TestRequests.OWNER.tokenId(), "batch", team, List.of(), null, false, Policy.NONE);
    }

    private static Demand need(long nanos) {
        return new Demand() {
            @Override
            public long tokens() {
                return 1;
            }

            @Override
            public long expectedNanos() {
                return nanos;
            }

            @Override
            public long mostNanos() {
                return nanos;
            }

            @Override
            public boolean isCharged() {
                return true;
            }

            @Override
            public @Nullable String unpriced() {
                return null;
            }
        };
    }
}
