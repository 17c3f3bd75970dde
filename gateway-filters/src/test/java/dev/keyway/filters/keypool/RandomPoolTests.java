package dev.keyway.filters.keypool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.Charge;
import dev.keyway.filters.failover.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random operations against a model so simple that it is plainly right: who is in flight, and what cools until when. */
class RandomPoolTests {

    private static final List<String> KEYS = List.of("k1", "k2", "k3", "k4");
    private static final List<String> MODELS = List.of("a", "b", "c");

    private record Asked(Call call, KeyDemand demand) {}

    private static final class Model {

        final int cap;
        final TestPool pool;
        final Random random;
        final List<Asked> waiting = new ArrayList<>();
        final List<Asked> running = new ArrayList<>();
        final Map<String, Instant> cooling = new HashMap<>();

        Model(long seed) {
            random = new Random(seed);
            cap = 1 + random.nextInt(2);
            pool = TestPool.of(cap, KEYS.toArray(String[]::new));
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
            String key = asked.call().key();
            switch (random.nextInt(5)) {
                case 0 -> {
                    Duration length = Duration.ofSeconds(1 + random.nextInt(10));
                    cool(key + asked.demand().model(), length);
                    asked.call().failed(new Charge.AccountForModel(pool.now().plus(length), FailureClass.RATE_SHORT));
                }
                case 1 -> asked.call().permit().abandoned();
                case 2 -> asked.call().failed(new Charge.Nothing());
                default -> asked.call().served();
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
                inFlight.merge(asked.call().key() + asked.demand().model(), 1, Integer::sum);
            }
            assertThat(inFlight.values()).as("never over the cap").allMatch(calls -> calls <= cap);
            for (Asked asked : waiting) {
                for (String key : KEYS) {
                    String seat = key + asked.demand().model();
                    boolean isFree = inFlight.getOrDefault(seat, 0) < cap
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
    void neverExceedsTheCapNorLeavesAnyoneWaitingForAFreeKey() {
        for (long seed = 0; seed < 150; seed++) {
            Model model = new Model(seed);
            for (int i = 0; i < 250; i++) {
                model.step();
            }
            model.finish();
        }
    }
}
