package dev.keyway.bench.jmh;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.limit.Decision;
import dev.keyway.filters.limit.Demand;
import dev.keyway.filters.limit.Hold;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.limit.ScopeReport;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.RateLimits;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Admission of a request and its end, with rates, concurrency and two hard budgets on all three levels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AdmissionBenchmark {

    private static final long PLENTY = 1_000_000_000_000_000L;
    private static final UUID TIMELINE = new UUID(1, 1);
    private static final Demand DEMAND = new Ordinary();

    @Param({"1", "10000"})
    private int tenants;

    private final AtomicLong sequence = new AtomicLong();
    private Caller @Nullable [] callers;
    private @Nullable Ledger ledger;

    @Setup
    public void fill() {
        Ledger made = Ledger.ofRatesAndBudgets(System::nanoTime, InstantSource.system());
        callers =
                IntStream.range(0, tenants).mapToObj(AdmissionBenchmark::caller).toArray(Caller[]::new);
        for (Caller caller : callers) {
            Decision unused = made.admit(caller, DEMAND);
        }
        book(made);
        ledger = made;
    }

    /** Once a second, as at a gateway, and not measured. */
    @Setup(Level.Iteration)
    public void book() {
        book(Objects.requireNonNull(ledger));
    }

    @Benchmark
    @Threads(1)
    public Decision alone() {
        return admit();
    }

    @Benchmark
    @Threads(2)
    public Decision byTwoThreads() {
        return admit();
    }

    private Decision admit() {
        Ledger present = Objects.requireNonNull(ledger);
        Caller[] all = Objects.requireNonNull(callers);
        long number = sequence.incrementAndGet();
        Decision decision = present.admit(all[(int) (number % all.length)], DEMAND);
        if (!(decision instanceof Hold hold)) {
            throw new IllegalStateException("not admitted: " + decision);
        }
        hold.settle(1, 1_500, 2_000_000, number);
        return decision;
    }

    private void book(Ledger present) {
        List<ScopeReport> reports = present.reports(Integer.MAX_VALUE);
        List<WindowSpend> windows = reports.stream()
                .flatMap(scope -> scope.windows().stream())
                .map(AdmissionBenchmark::booked)
                .toList();
        boolean unused = present.update(
                reports, new SpendView(1, TIMELINE, TIMELINE, sequence.get(), 1, Instant.EPOCH, windows));
    }

    private static WindowSpend booked(WindowReport window) {
        return new WindowSpend(
                window.scope(), window.scopeId(), window.period(), window.windowStart(), 0, 0, 0, PLENTY);
    }

    private static Caller caller(int number) {
        Tenant tenant = new Tenant(
                new UUID(1, number).toString(), "Acme", ZoneId.of("Europe/Berlin"), Set.of(), false, policy());
        Team team = new Team(new UUID(2, number).toString(), "search", tenant, false, policy());
        return new Caller(new UUID(3, number).toString(), "batch", team, List.of(), null, false, policy());
    }

    private static Policy policy() {
        return new Policy(
                null, null, new RateLimits(PLENTY, PLENTY, PLENTY), List.of(budget(Period.DAY), budget(Period.MONTH)));
    }

    private static Budget budget(Period period) {
        return new Budget("b", period, new NanoDollars(PLENTY), true, false, List.of(), List.of());
    }

    private static final class Ordinary implements Demand {

        @Override
        public long tokens() {
            return 1_022;
        }

        @Override
        public long expectedNanos() {
            return 1_022_000;
        }

        @Override
        public long mostNanos() {
            return 2_000_000;
        }

        @Override
        public boolean isCharged() {
            return true;
        }

        @Override
        public @Nullable String unpriced() {
            return null;
        }
    }
}
