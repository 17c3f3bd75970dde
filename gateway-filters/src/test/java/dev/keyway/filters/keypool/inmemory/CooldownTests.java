package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CooldownTests {

    private static final Penalty REVOKED = new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, "revoked");
    private static final Penalty NO_MONEY = new Penalty.Account(Duration.ofHours(1), FailureClass.QUOTA_HARD);

    private static Penalty rateLimit(TestPool pool, long seconds) {
        return new Penalty.AccountForModel(pool.now().plusSeconds(seconds), FailureClass.RATE_SHORT);
    }

    @Test
    void coolsARateLimitedKeyForThatModelOnlyAndForAsLongAsStated() {
        TestPool pool = TestPool.of("k1");
        pool.ask("a").failed(rateLimit(pool, 45));

        assertThat(pool.serve("b")).isEqualTo("k1");
        assertThat(pool.ask("a").refusal()).isEqualTo(new Refusal.Cooling(Duration.ofSeconds(45)));
        pool.pass(Duration.ofSeconds(45));
        assertThat(pool.serve("a")).isEqualTo("k1");
        assertThat(pool.events).containsExactly("cooling account k1/a RATE_SHORT 45", "ended account k1/a");
    }

    @Test
    void coolsAllKeysOfAnAccountForTheModel() {
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME,
                TestPool.key("a1").inAccount("a"),
                TestPool.key("a2").inAccount("a"),
                TestPool.key("b1").inAccount("b"));
        Call first = pool.ask("m");
        assertThat(first.key()).isEqualTo("a1");
        first.failed(rateLimit(pool, 600));

        assertThat(pool.serve("m")).isEqualTo("b1");
        assertThat(pool.serve("m")).isEqualTo("b1");
        assertThat(pool.serve("other")).isEqualTo("a2");
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(1, 2, 0, 0, 0));
    }

    @Test
    void takesAnAccountWithoutMoneyOutForAllModelsThenTriesItWithOneCall() {
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME,
                TestPool.key("a1").inAccount("a"),
                TestPool.key("a2").inAccount("a"));
        pool.ask("m").failed(NO_MONEY);
        assertThat(pool.ask("other").refusal()).isInstanceOf(Refusal.Unavailable.class);
        pool.pass(Duration.ofHours(1));

        Call probe = pool.ask("m");
        Call behind = pool.ask("m");
        Call behindToo = pool.ask("other");
        assertThat(List.of(probe.isGranted(), behind.isWaiting(), behindToo.isWaiting()))
                .containsOnly(true);
        probe.served();

        assertThat(behind.isGranted()).isTrue();
        assertThat(behindToo.isGranted()).isTrue();
    }

    @Test
    void takesARejectedKeyOutForAllModelsThenTriesItWithOneCall() {
        TestPool pool = TestPool.of(0, "k1");
        pool.ask("m").failed(REVOKED);
        assertThat(pool.ask("other").refusal()).isInstanceOf(Refusal.Unavailable.class);
        pool.pass(Duration.ofMinutes(5));
        Call probe = pool.ask("m");
        Call behind = pool.ask("m");
        assertThat(behind.isWaiting()).isTrue();

        probe.failed(REVOKED);

        assertThat(behind.refusal()).as("the probe failed: known at once").isInstanceOf(Refusal.Unavailable.class);
        pool.pass(Duration.ofMinutes(5));
        Call secondProbe = pool.ask("other");
        secondProbe.permit().abandoned();
        Call thirdProbe = pool.ask("other");
        assertThat(pool.ask("m").isWaiting())
                .as("an abandoned probe proves nothing")
                .isTrue();
        thirdProbe.served();
        assertThat(pool.ask("m").isGranted()).isTrue();
        assertThat(pool.ask("m").isGranted()).isTrue();
    }

    @Test
    void makesNoCallOnceAllThreeKeysAreRevoked() {
        TestPool pool = TestPool.of("k1", "k2", "k3");
        for (int i = 0; i < 3; i++) {
            pool.ask("m").failed(REVOKED);
        }

        Refusal refusal = pool.ask("m").refusal();

        assertThat(refusal)
                .isInstanceOfSatisfying(
                        Refusal.Unavailable.class,
                        unavailable -> assertThat(unavailable.reason())
                                .isEqualTo(
                                        "all keys are out of use; the key that returns first, in 300 s, was rejected by the provider"));
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(0, 0, 3, 0, 0));
    }

    @Test
    void keepsAKeyFromAModelThatItMayNotUse() {
        TestPool pool = TestPool.of("k1");
        pool.ask("m").failed(new Penalty.KeyForModel(Duration.ofHours(1), FailureClass.PERMISSION));

        assertThat(pool.ask("m").refusal()).isInstanceOf(Refusal.Unavailable.class);
        assertThat(pool.serve("other")).isEqualTo("k1");
        pool.pass(Duration.ofHours(1));
        assertThat(pool.serve("m")).isEqualTo("k1");
    }

    @Test
    void neverShortensARunningCooldown() {
        TestPool pool = TestPool.of(2, "k1");
        Call one = pool.ask("m");
        Call two = pool.ask("m");
        one.failed(rateLimit(pool, 50));
        two.failed(rateLimit(pool, 5));

        assertThat(pool.ask("m").refusal()).isEqualTo(new Refusal.Cooling(Duration.ofSeconds(50)));
        assertThat(pool.events).hasSize(1);
    }

    @Test
    void makesARunningCooldownLonger() {
        TestPool pool = TestPool.of(2, "k1");
        Call one = pool.ask("m");
        Call two = pool.ask("m");
        one.failed(rateLimit(pool, 5));
        two.failed(rateLimit(pool, 50));

        assertThat(pool.ask("m").refusal()).isEqualTo(new Refusal.Cooling(Duration.ofSeconds(50)));
        pool.pass(Duration.ofSeconds(50));
        assertThat(pool.events)
                .containsExactly(
                        "cooling account k1/m RATE_SHORT 5",
                        "cooling account k1/m RATE_SHORT 50",
                        "ended account k1/m");
    }

    @Test
    void endsACooldownBySuccess() {
        TestPool pool = TestPool.of(4, "k1");
        Call served = pool.ask("m");
        Call rejected = pool.ask("m");
        pool.convict("k1", "m");
        rejected.failed(REVOKED);
        assertThat(pool.pool.counts().locked()).isEqualTo(1);

        served.served();

        assertThat(pool.ask("m").isGranted()).isTrue();
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(1, 0, 0, 1, 0));
    }

    @Test
    void doesNotEndARateLimitByTheSuccessOfACallThatBeganBeforeIt() {
        TestPool pool = TestPool.of(2, "k1");
        Call stream = pool.ask("m");
        pool.ask("m").failed(rateLimit(pool, 50));

        stream.served();

        assertThat(pool.ask("m").refusal()).isEqualTo(new Refusal.Cooling(Duration.ofSeconds(50)));
    }

    @Test
    void resetsCountsAndBackoffAtMidnightButKeepsWhatProvidersStated() {
        TestPool pool = TestPool.of("k1", "k2", "healthy");
        pool.ask("day")
                .failed(new Penalty.AccountForModel(Instant.parse("2026-11-24T08:00:00Z"), FailureClass.RATE_DAY));
        for (int i = 0; i < 5; i++) {
            pool.serve("m");
        }
        for (long seconds : new long[] {10, 30, 60, 120}) {
            pool.convictAmongHealthy("k2", "backoff");
            pool.pass(Duration.ofSeconds(seconds));
        }
        pool.pass(Duration.between(pool.now(), Instant.parse("2026-11-23T23:59:00Z")));
        pool.convictAmongHealthy("k2", "backoff");
        assertThat(pool.events.getLast()).isEqualTo("cooling k2/backoff SERVER 7200");

        pool.pass(Duration.ofMinutes(1));

        PoolState after = pool.pool.snapshot();
        assertThat(after.keys().values())
                .allMatch(key -> key.calls().isEmpty()
                        && key.failures().isEmpty()
                        && key.date().toString().equals("2026-11-24"));
        assertThat(TestPool.written(after, "k2").cooldowns()).isEmpty();
        assertThat(TestPool.written(after, "k1").cooldowns()).containsOnlyKeys("day");
        pool.convictAmongHealthy("k2", "backoff");
        assertThat(pool.events.getLast()).isEqualTo("cooling k2/backoff SERVER 10");
    }

    @Test
    void resetsAtTheTimeAndInTheZoneThatAreSet() {
        PoolSettings settings = new PoolSettings(
                1, 10, Strategy.BALANCED, Duration.ofHours(2), LocalTime.of(3, 0), ZoneId.of("Asia/Tokyo"));
        TestPool pool = new TestPool(settings, TestPool.key("k1"));
        pool.serve("m");
        pool.pass(Duration.between(pool.now(), Instant.parse("2026-11-23T17:59:59.999Z")));
        assertThat(TestPool.written(pool.pool.snapshot(), "k1").calls()).containsEntry("m", 1L);
        assertThat(TestPool.written(pool.pool.snapshot(), "k1").date()).hasToString("2026-11-23");

        pool.pass(Duration.ofMillis(1));

        assertThat(TestPool.written(pool.pool.snapshot(), "k1").calls()).isEmpty();
        assertThat(TestPool.written(pool.pool.snapshot(), "k1").date()).hasToString("2026-11-24");
    }

    @Test
    void letsAnAdminClearCooldownsAndProbeAtOnce() {
        TestPool pool = TestPool.of("k1");
        pool.convict("k1", "m");
        pool.ask("other").failed(REVOKED);

        pool.pool.clearCooldowns("k1");
        pool.pool.clearCooldowns("unknown");

        assertThat(pool.ask("m").isGranted()).isTrue();
        assertThat(pool.ask("other").isWaiting()).as("one probe at a time").isTrue();
    }

    @Test
    void wakesThoseWhoWaitWhenAnAdminClearsTheCooldown() {
        TestPool pool = TestPool.of("k1");
        pool.ask("m").failed(rateLimit(pool, 20));
        Call waiting = pool.ask("m");

        pool.pool.clearCooldowns("k1");

        assertThat(waiting.isGranted()).isTrue();
    }

    @Test
    void saysCoolingForADailyQuotaThatIsBackWithinAMinute() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask("m").failed(new Penalty.AccountForModel(pool.now().plusSeconds(7200), FailureClass.RATE_DAY));
        pool.ask("m").failed(new Penalty.AccountForModel(pool.now().plusSeconds(7200), FailureClass.RATE_DAY));
        assertThat(pool.ask("m").refusal()).isInstanceOf(Refusal.Unavailable.class);
        pool.pass(Duration.ofSeconds(7150));

        assertThat(pool.ask(KeyDemand.of("m", pool.now().plusSeconds(5))).refusal())
                .isEqualTo(new Refusal.Cooling(Duration.ofSeconds(50)));
    }
}
