package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Refusals that no rule knows, from a pool in which no key is ever idle. */
class SaturatedPoolTests {

    private static final Failure REFUSED = Failure.of(FailureClass.BAD_REQUEST, "Tenant locked.");
    private static final int CALLERS = 30;
    private static final int SERVICE_MILLIS = 500;
    private static final int REFUSAL_MILLIS = 30;

    private final TestPool pool = TestPool.of("barred", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9", "k10");
    private final Random random = new Random(1);
    private boolean isBarred;
    private int badOfHundred;
    private long bodies;
    private int refusedByBarred;
    private int bad;
    private int compared;

    @Test
    void findsABarredKey() {
        isBarred = true;
        run(Duration.ofMinutes(1));

        assertThat(pool.events).contains("cooling account barred QUOTA_HARD 3600");
        assertThat(refusedByBarred).isLessThanOrEqualTo(40);
        assertThat(bad).as("refusals that callers see").isZero();
    }

    @Test
    void findsAKeyThatIsBarredLater() {
        run(Duration.ofMinutes(1));
        isBarred = true;
        run(Duration.ofMinutes(2));

        assertThat(pool.events).contains("cooling account barred QUOTA_HARD 3600");
    }

    @Test
    void sendsFewOrdinaryBadRequestsTwice() {
        badOfHundred = 50;
        run(Duration.ofMinutes(5));

        assertThat(bad).isGreaterThan(1000);
        assertThat(compared).isLessThan(bad / 50);
        assertThat(pool.events).isEmpty();
    }

    @Test
    void sendsFewRequestsTwiceWhereAllAreBad() {
        badOfHundred = 100;
        run(Duration.ofMinutes(5));

        assertThat(bad).isGreaterThan(1000);
        assertThat(compared).isLessThan(bad / 50);
        assertThat(pool.events).isEmpty();
    }

    private void run(Duration time) {
        if (bodies == 0) {
            for (int i = 0; i < CALLERS; i++) {
                new Client().start();
            }
        }
        pool.pass(time);
    }

    /** One caller, who sends the next request when one is over. */
    private final class Client implements KeyListener {

        private boolean isBad;
        private long body;
        private @Nullable Comparison comparison;
        private boolean isGranted;

        void start() {
            isBad = random.nextInt(100) < badOfHundred;
            body = ++bodies;
            comparison = null;
            pool.pool.acquire(pool.demand("m"), this);
        }

        @Override
        public void granted(Permit permit) {
            isGranted = true;
            boolean barred = isBarred && permit.key().id().equals("barred");
            boolean isRefused = isBad || barred;
            refusedByBarred += barred ? 1 : 0;
            pool.scheduler.schedule(
                    () -> end(permit, isRefused), isRefused ? REFUSAL_MILLIS : SERVICE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void end(Permit permit, boolean isRefused) {
            if (!isRefused) {
                permit.served();
                if (comparison != null) {
                    comparison.served(REFUSED);
                }
                start();
                return;
            }
            permit.failed(new Penalty.Nothing());
            if (comparison != null) {
                comparison.refused(permit.key().id(), true);
                giveUp();
                return;
            }
            comparison = pool.pool.compare(permit.key().id(), "m", body);
            if (comparison == null) {
                giveUp();
            } else {
                compared++;
                Set<String> refusing = Set.of(permit.key().id());
                isGranted = false;
                pool.pool.acquire(
                        pool.avoiding("m", refusing, refusing).until(pool.now().plusSeconds(10)), this);
                if (!isGranted) {
                    comparison.waits();
                }
            }
        }

        @Override
        public void refused(Refusal refusal) {
            if (comparison != null) {
                comparison.abandoned();
            }
            giveUp();
        }

        private void giveUp() {
            bad++;
            pool.scheduler.schedule(this::start, 1, TimeUnit.MILLISECONDS);
        }
    }
}
