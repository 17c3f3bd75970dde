package dev.keyway.bench.jmh;

import dev.keyway.contract.Secret;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.keypool.inmemory.InMemoryKeyPool;
import dev.keyway.filters.model.ProviderKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Taking a key and giving it back, among few and many keys of which half are cooling. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeyChoiceBenchmark {

    private static final String MODEL = "gpt-4o-mini";

    @Param({"10", "10000"})
    private int keys;

    private final Scheduler scheduler = Schedulers.newSingle("pool", true);
    private final KeyDemand demand =
            KeyDemand.of(MODEL, Clock.systemUTC().instant().plusSeconds(3600));
    private @Nullable InMemoryKeyPool pool;

    @Setup
    public void cool() {
        List<ProviderKey> all = IntStream.range(0, keys)
                .mapToObj(i -> ProviderKey.of(Secret.of("bench-key-" + i)))
                .toList();
        InMemoryKeyPool made = new InMemoryKeyPool(
                all, PoolSettings.DEFAULT.withMaxInFlightPerKey(1), Clock.systemUTC(), scheduler, PoolEvents.NONE);
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            permits.add(new OnTheSpot().take(made, demand));
        }
        for (int i = 0; i < keys; i++) {
            if (i % 2 == 0) {
                permits.get(i).failed(new Penalty.KeyForModel(Duration.ofHours(1), FailureClass.PERMISSION));
            } else {
                permits.get(i).served();
            }
        }
        if (made.counts().cooling() != keys / 2) {
            throw new IllegalStateException("half of the keys must be cooling: " + made.counts());
        }
        pool = made;
    }

    @TearDown
    public void stop() {
        scheduler.dispose();
    }

    /** One demand: the key is chosen, used and given back as served. */
    @Benchmark
    public ProviderKey takeAndGiveBack(OnTheSpot caller) {
        Permit permit = caller.take(Objects.requireNonNull(pool), demand);
        permit.served();
        return permit.key();
    }

    /** The same by two event loops at once. */
    @Benchmark
    @Threads(2)
    public ProviderKey takeAndGiveBackContended(OnTheSpot caller) {
        return takeAndGiveBack(caller);
    }

    /** There is always a key ready, so the pool answers before {@code acquire} returns. */
    @State(Scope.Thread)
    public static class OnTheSpot implements KeyListener {

        private @Nullable Permit permit;

        @Override
        public void granted(Permit granted) {
            permit = granted;
        }

        @Override
        public void refused(Refusal refusal) {
            throw new IllegalStateException("refused: " + refusal);
        }

        Permit take(InMemoryKeyPool pool, KeyDemand demand) {
            Runnable unused = pool.acquire(demand, this);
            Permit taken = Objects.requireNonNull(permit, "no key was ready");
            permit = null;
            return taken;
        }
    }
}
