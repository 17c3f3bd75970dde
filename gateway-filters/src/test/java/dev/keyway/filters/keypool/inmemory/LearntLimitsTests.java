package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.quota.QuotaHeaders;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.keypool.concurrency.LearntConcurrencyLimit;
import dev.keyway.filters.quota.QuotaReading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that reports no limits gets few calls too many, and its keys are used up to their limits. */
class LearntLimitsTests {

    private static final int LATENCY = 300;
    private static final int REFUSAL = 20;

    private final TestPool pool = new TestPool(PoolSettings.DEFAULT.withMaxInFlightPerKey(null), TestPool.keys("k1"));
    private int permits;
    private double perSecond;
    private double burst;
    private double level;
    private long filledAt;
    private int latency = LATENCY;
    private boolean isReported;
    private boolean isWaitStated = true;
    private int inService;
    private int served;
    private int refused;
    private int waiting;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8, 15, 16, 40})
    void staysBelowALimitOfConcurrency(int limit) {
        permits = limit;
        warmUp();
        runFor(Duration.ofMinutes(10), () -> waiting < 20);

        assertThat(refusedOfThousand()).isLessThan(10);
        assertThat(served).isGreaterThan((int) (0.8 * limit * 600_000 / LATENCY));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 4, 300, 0.9",
        "2, 1, 300, 0.85",
        "10, 20, 300, 0.9",
        "0.5, 2, 300, 0.9",
        "50, 100, 2000, 0.75",
        "2, 4, 5000, 0.4"
    })
    void staysBelowALimitOfRate(double limit, double bucket, int millis, double share) {
        rate(limit, bucket);
        latency = millis;
        warmUp();
        runFor(Duration.ofMinutes(10), () -> waiting < 20);

        assertThat(refusedOfThousand()).isLessThan(30);
        assertThat(served).isGreaterThan((int) (share * limit * 600));
    }

    /** A plain cooldown of 60 s follows each 429, in which the bucket may fill. */
    @ParameterizedTest
    @CsvSource({"2, 4, 300, 0.5", "2, 1, 300, 0.5", "10, 20, 300, 0.2", "0.5, 2, 300, 0.7"})
    void findsARateAlthoughNoWaitIsStated(double limit, double bucket, int millis, double share) {
        rate(limit, bucket);
        latency = millis;
        isWaitStated = false;
        runFor(Duration.ofMinutes(20), () -> waiting < 20);
        served = 0;
        refused = 0;
        runFor(Duration.ofMinutes(20), () -> waiting < 20);

        assertThat(refusedOfThousand()).isLessThan(20);
        assertThat(served).isGreaterThan((int) (share * limit * 1200));
    }

    @Test
    void pacesByReportedLimitsWithoutReducingTheConcurrency() {
        rate(2, 4);
        isReported = true;
        warmUp();
        runFor(Duration.ofMinutes(10), () -> waiting < 20);

        assertThat(refusedOfThousand()).isLessThan(10);
        assertThat(served).isGreaterThan((int) (0.95 * 2 * 600));
        assertThat(pool.pool.concurrency()).isGreaterThanOrEqualTo(LearntConcurrencyLimit.START);
    }

    @Test
    void findsARaisedLimitOfConcurrencyWithinMinutes() {
        permits = 4;
        runFor(Duration.ofMinutes(10), () -> waiting < 50);
        permits = 16;
        runFor(Duration.ofMinutes(4), () -> waiting < 50);

        assertThat(served(Duration.ofMinutes(1))).isGreaterThan((int) (0.8 * 16 * 60_000 / LATENCY));
    }

    @Test
    void findsARaisedRateWithinMinutes() {
        rate(2, 4);
        runFor(Duration.ofMinutes(10), () -> waiting < 50);
        rate(8, 16);
        runFor(Duration.ofMinutes(4), () -> waiting < 50);

        assertThat(served(Duration.ofMinutes(1))).isGreaterThan((int) (0.8 * 8 * 60));
    }

    @Test
    void followsALoweredRate() {
        rate(10, 10);
        runFor(Duration.ofMinutes(5), () -> waiting < 20);
        rate(1, 1);
        runFor(Duration.ofMinutes(2), () -> waiting < 20);
        warmUp();
        runFor(Duration.ofMinutes(10), () -> waiting < 20);

        assertThat(refusedOfThousand()).isLessThan(50);
    }

    @Test
    void holdsBackNobodyWhoComesAfterAPause() {
        rate(2, 4);
        runFor(Duration.ofMinutes(2), () -> waiting < 20);
        runFor(Duration.ofMinutes(1), () -> false);
        served = 0;
        runFor(Duration.ofMillis(1300), () -> waiting + inService < 4 && served == 0);

        assertThat(served).as("a full bucket").isGreaterThanOrEqualTo(3);
    }

    private void rate(double limit, double bucket) {
        permits = Integer.MAX_VALUE;
        perSecond = limit;
        burst = bucket;
        level = Math.min(level, bucket);
        if (filledAt == 0) {
            level = bucket;
        }
    }

    private void warmUp() {
        runFor(Duration.ofMinutes(1), () -> waiting < 20);
        served = 0;
        refused = 0;
    }

    private int served(Duration time) {
        served = 0;
        runFor(time, () -> waiting < 50);
        return served;
    }

    private double refusedOfThousand() {
        return 1000.0 * refused / (served + refused);
    }

    /** Lets requests come, each 20 ms as many as are wanted. */
    private void runFor(Duration time, BooleanSupplier isWanted) {
        for (long tick = 0; tick < time.toMillis() / 20; tick++) {
            while (isWanted.getAsBoolean()) {
                waiting++;
                pool.pool.acquire(pool.demand("m").until(pool.now().plusSeconds(300)), new Client());
            }
            pool.pass(Duration.ofMillis(20));
        }
    }

    private boolean accepts() {
        long now = pool.scheduler.now(TimeUnit.MILLISECONDS);
        if (perSecond == 0) {
            return inService < permits;
        }
        level = Math.min(burst, level + perSecond * (now - filledAt) / 1000);
        filledAt = now;
        if (level < 1) {
            return false;
        }
        level--;
        return true;
    }

    private QuotaReading report() {
        long reset = (long) Math.ceil((burst - level) / perSecond * 1000);
        return new QuotaReading(QuotaHeaders.of("openai").getFirst(), (long) burst, (long) level, reset);
    }

    private long retryAfter() {
        if (!isWaitStated) {
            return 60_000;
        }
        return perSecond == 0 ? 1_000 : (long) Math.ceil((1 - level) / perSecond * 1000);
    }

    private final class Client implements KeyListener {

        @Override
        public void granted(Permit permit) {
            waiting--;
            boolean accepted = accepts();
            if (isReported) {
                permit.heard(List.of(report()));
            }
            if (accepted) {
                inService++;
                pool.scheduler.schedule(() -> serve(permit), latency, TimeUnit.MILLISECONDS);
            } else {
                long wait = retryAfter();
                pool.scheduler.schedule(() -> refuse(permit, wait), REFUSAL, TimeUnit.MILLISECONDS);
            }
        }

        private void serve(Permit permit) {
            inService--;
            served++;
            permit.served();
        }

        private void refuse(Permit permit, long wait) {
            refused++;
            permit.failed(new Penalty.AccountForModel(pool.now().plusMillis(wait), FailureClass.RATE_SHORT));
        }

        @Override
        public void refused(Refusal refusal) {
            waiting--;
        }
    }
}
