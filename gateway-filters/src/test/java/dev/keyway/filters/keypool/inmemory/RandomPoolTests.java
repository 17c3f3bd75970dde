package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.PoolSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random operations against a model so simple that it is plainly right: who is in flight, and what cools until when. */
class RandomPoolTests {

    private static final List<String> KEYS = List.of("k1", "k2", "k3", "k4");
    private static final List<String> MODELS = List.of("a", "b", "c");

    private record Asked(Call call, KeyDemand demand) {

        String seat() {
            return call.key() + demand.model();
        }
    }

    /** Learnt limit as its rule says it, as long as no call is refused because of it. */
    private static final class Learnt {

        int limit = 16;
        int servedAtBound;

        void served(int inFlight) {
            if (inFlight >= limit && ++servedAtBound == limit) {
                limit++;
                servedAtBound = 0;
            }
        }
    }

    private static final class Model {

        final int fixed;
        final Map<String, Learnt> learnt = new HashMap<>();
        final Set<String> granted = new HashSet<>();
        final TestPool pool;
        final Random random;
        final List<Asked> waiting = new ArrayList<>();
        final List<Asked> running = new ArrayList<>();
        final Map<String, Instant> cooling = new HashMap<>();

        Model(long seed) {
            random = new Random(seed);
            fixed = random.nextInt(3);
            PoolSettings settings = PoolSettings.DEFAULT.withMaxInFlightPerKey(fixed == 0 ? null : fixed);
            pool = new TestPool(settings, TestPool.keys(KEYS.toArray(String[]::new)));
        }

        private int limit(String seat) {
            return fixed > 0 ? fixed : learnt(seat).limit;
        }

        private Learnt learnt(String seat) {
            return learnt.computeIfAbsent(seat, name -> new Learnt());
        }

        <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        void step() {
            int action = random.nextInt(10);
            if (action < 4) {
                ask();
            } else if (action < 8 && !running.isEmpty()) {
                end(running.remove(random.nextInt(running.size())));
            } else if (action == 8 && !waiting.isEmpty()) {
                waiting.remove(random.nextInt(waiting.size())).call().cancel.run();
            } else {
                pool.pass(Duration.ofMillis(random.nextInt(3000)));
            }
            sort();
            check();
        }

        private void ask() {
            Set<String> avoided = random.nextInt(4) == 0 ? Set.of(any(KEYS)) : Set.of();
            String team = random.nextBoolean() ? "t1" : "t2";
            KeyDemand demand = new KeyDemand(
                    any(MODELS), team, null, avoided, Set.of(), pool.now().plusSeconds(20));
            waiting.add(new Asked(pool.ask(demand), demand));
        }

        private void end(Asked asked) {
            long others = running.stream()
                    .filter(other -> other.seat().equals(asked.seat()))
                    .count();
            switch (random.nextInt(5)) {
                case 0 -> {
                    Duration length = Duration.ofSeconds(1 + random.nextInt(10));
                    cool(asked.seat(), length);
                    asked.call().failed(new Penalty.AccountForModel(pool.now().plus(length), FailureClass.RATE_DAY));
                }
                case 1 -> asked.call().permit().abandoned();
                case 2 -> asked.call().failed(new Penalty.Nothing());
                default -> {
                    learnt(asked.seat()).served((int) others + 1);
                    asked.call().served();
                }
            }
        }

        private void cool(String who, Duration length) {
            cooling.merge(who, pool.now().plus(length), (one, other) -> one.isAfter(other) ? one : other);
        }

        private void sort() {
            for (Asked asked : List.copyOf(waiting)) {
                if (asked.call().isGranted()) {
                    waiting.remove(asked);
                    running.add(asked);
                    granted.add(asked.seat());
                } else if (!asked.call().isWaiting()) {
                    assertThat(asked.call().refusal()).isNotNull();
                    waiting.remove(asked);
                }
            }
        }

        private void check() {
            Map<String, Integer> inFlight = new HashMap<>();
            for (Asked asked : running) {
                assertThat(asked.demand().avoidedKeys())
                        .doesNotContain(asked.call().key());
                inFlight.merge(asked.seat(), 1, Integer::sum);
            }
            assertThat(granted)
                    .as("never over the limit")
                    .allMatch(seat -> inFlight.getOrDefault(seat, 0) <= limit(seat));
            granted.clear();
            for (Asked asked : waiting) {
                for (String key : KEYS) {
                    String seat = key + asked.demand().model();
                    boolean isFree = inFlight.getOrDefault(seat, 0) < limit(seat)
                            && !cooling.getOrDefault(seat, Instant.MIN).isAfter(pool.now())
                            && !asked.demand().avoidedKeys().contains(key);
                    assertThat(isFree)
                            .as("nobody waits for a free key: %s", seat)
                            .isFalse();
                }
            }
            PoolCounts counts = pool.pool.counts();
            assertThat(counts.inFlight()).isEqualTo(running.size());
            assertThat(counts.queued()).isEqualTo(waiting.size());
        }

        void finish() {
            pool.pass(Duration.ofSeconds(30));
            sort();
            assertThat(waiting).as("everyone has been told").isEmpty();
            while (!running.isEmpty()) {
                running.removeLast().call().served();
            }
            assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(KEYS.size(), 0, 0, 0, 0));
        }
    }

    @Test
    void neverExceedsTheLimitNorLeavesAnyoneWaitingForAFreeKey() {
        for (long seed = 0; seed < 150; seed++) {
            Model model = new Model(seed);
            for (int i = 0; i < 250; i++) {
                model.step();
            }
            model.finish();
        }
    }
}
