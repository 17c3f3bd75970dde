package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrentPoolTests {

    private static final int THREADS = 4;
    private static final int CALLS = 4_000;

    private final PoolSettings settings = TestPool.ONE_AT_A_TIME.withMaxQueued(THREADS * CALLS);
    private final TestPool pool = new TestPool(settings, TestPool.keys("k1", "k2", "k3"));
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger granted = new AtomicInteger();
    private final CountDownLatch told = new CountDownLatch(THREADS * CALLS);

    /** Time stands still, so that whoever is never told was forgotten by a release. */
    @Test
    void servesEveryoneFromManyThreadsWithoutOverlapOrLostWakeUp() throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                int team = thread;
                workers.execute(() -> ask(team, workers));
            }
            assertThat(told.await(60, TimeUnit.SECONDS)).as("all were told").isTrue();
        }

        assertThat(overlaps).hasValue(0);
        assertThat(granted.get() + cancelled.get()).isEqualTo(THREADS * CALLS);
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(3, 0, 0, 0, 0));
    }

    private void ask(int team, ExecutorService workers) {
        Random random = new Random(team);
        for (int i = 0; i < CALLS; i++) {
            String model = random.nextBoolean() ? "a" : "b";
            Holder holder = new Holder(model, workers);
            KeyDemand demand = new KeyDemand(model, "team-" + team, null, Set.of(), Set.of(), Instant.MAX);
            Runnable cancel = pool.pool.acquire(demand, holder);
            if (random.nextInt(10) == 0) {
                cancel.run();
                holder.gaveUp();
            }
        }
    }

    /** Holds its key until another thread ends the call. */
    private final class Holder implements KeyListener {

        private final String model;
        private final ExecutorService workers;
        private final AtomicInteger ends = new AtomicInteger();

        Holder(String model, ExecutorService workers) {
            this.model = model;
            this.workers = workers;
        }

        @Override
        public void granted(Permit permit) {
            if (!ends.compareAndSet(0, 1)) {
                permit.abandoned();
                return;
            }
            granted.incrementAndGet();
            AtomicInteger calls = inFlight.computeIfAbsent(permit.key().id() + model, seat -> new AtomicInteger());
            if (calls.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            workers.execute(() -> {
                calls.decrementAndGet();
                permit.served();
                told.countDown();
            });
        }

        @Override
        public void refused(Refusal refusal) {
            throw new AssertionError("nothing is refused: " + refusal);
        }

        void gaveUp() {
            if (ends.compareAndSet(0, 1)) {
                cancelled.incrementAndGet();
                told.countDown();
            }
        }
    }
}
