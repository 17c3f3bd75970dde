package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Comparison;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose fault a refusal is that no rule knows. */
class ComparisonTests {

    private long lastBody;

    /** The key refuses a request that nobody sent before. @return the comparison that is due, if one is */
    private @Nullable Comparison refusal(TestPool pool, String key, String model) {
        lastBody++;
        return refusal(pool, key, model, lastBody);
    }

    private static @Nullable Comparison refusal(TestPool pool, String key, String model, long body) {
        pool.ask(pool.preferring(key, model)).failed(new Penalty.Nothing());
        return pool.pool.compare(key, model, body);
    }

    private Comparison due(TestPool pool, String key, String model) {
        return Objects.requireNonNull(refusal(pool, key, model), "no comparison is due");
    }

    private static Comparison due(TestPool pool, String key, String model, long body) {
        return Objects.requireNonNull(refusal(pool, key, model, body), "no comparison is due");
    }

    private static Failure refused(String message) {
        return Failure.of(FailureClass.BAD_REQUEST, message);
    }

    @Test
    void aKeyThatIsForbiddenTwiceWhatAnotherServesLosesTheModelAlone() {
        TestPool pool = TestPool.of("bad", "good");

        due(pool, "bad", "m").served(Failure.of(FailureClass.PERMISSION, "No."));
        assertThat(pool.events).isEmpty();
        due(pool, "bad", "m").served(Failure.of(FailureClass.PERMISSION, "No."));

        assertThat(pool.events).containsExactly("cooling bad/m PERMISSION 3600");
    }

    @Test
    void aKeyThatRefusesTwiceWhatAnotherServesCostsItsAccountAnHour() {
        TestPool pool = TestPool.of("bad", "good");

        due(pool, "bad", "m").served(refused("Tenant locked."));
        assertThat(pool.events).as("once can be chance").isEmpty();
        due(pool, "bad", "m").served(refused("Tenant locked."));

        assertThat(pool.events).containsExactly("cooling account bad QUOTA_HARD 3600");
        assertThat(TestPool.written(pool.pool.snapshot(), "bad").lock()).isNotNull();
    }

    @Test
    void oneRequestCostsNobodyAKeyHoweverOftenItIsSent() {
        TestPool pool = TestPool.of("without-beta", "with-beta");
        for (int i = 0; i < 5; i++) {
            due(pool, "without-beta", "m", 7).served(refused("Unknown beta."));
        }
        assertThat(pool.events).isEmpty();

        due(pool, "without-beta", "m", 8).served(refused("Unknown beta."));
        assertThat(pool.events)
                .as("a second request speaks against the key")
                .containsExactly("cooling account without-beta QUOTA_HARD 3600");
    }

    @Test
    void itsProbeThatIsRefusedAgainCostsTheNextHourAtOnce() {
        TestPool pool = TestPool.of("bad", "good");
        due(pool, "bad", "m").served(refused(""));
        due(pool, "bad", "m").served(refused(""));
        pool.pass(Duration.ofHours(1));

        due(pool, "bad", "m").served(refused(""));

        assertThat(pool.events.getLast()).isEqualTo("cooling account bad QUOTA_HARD 3600");
    }

    @Test
    void aKeyThatServesOtherModelsLosesTheModelAlone() {
        TestPool pool = TestPool.of("bad", "good");
        due(pool, "bad", "m").served(refused(""));
        due(pool, "bad", "m").served(refused(""));
        assertThat(pool.events).as("it has served nothing").containsExactly("cooling account bad QUOTA_HARD 3600");

        TestPool other = TestPool.of("bad", "good");
        other.ask(other.preferring("bad", "other")).served();
        due(other, "bad", "m").served(refused(""));
        due(other, "bad", "m").served(refused(""));
        assertThat(other.events).containsExactly("cooling bad/m PERMISSION 3600");
    }

    @Test
    void aKeyWhoseAccountServesWithItsOtherKeysIsRejectedItself() {
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME,
                TestPool.key("bad").inAccount("a"),
                TestPool.key("sibling").inAccount("a"),
                TestPool.key("good"));
        pool.ask(pool.preferring("sibling", "m")).served();
        due(pool, "bad", "m").served(refused(""));
        due(pool, "bad", "m").served(refused(""));

        assertThat(pool.events).containsExactly("cooling bad AUTH 300");
    }

    @Test
    void aSuccessInBetweenForgets() {
        TestPool pool = TestPool.of("k1", "k2");
        due(pool, "k1", "m").served(refused(""));
        pool.ask(pool.preferring("k1", "m")).served();
        pool.pass(Duration.ofMinutes(2));
        due(pool, "k1", "m").served(refused(""));

        assertThat(pool.events).isEmpty();
    }

    @Test
    void aKeyThatHasServedLatelyIsBelievedAFewTimes() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask(pool.preferring("k1", "m")).served();

        for (int i = 0; i < 3; i++) {
            assertThat(refusal(pool, "k1", "m")).isNull();
        }
        assertThat(refusal(pool, "k1", "m")).as("it has not served since").isNotNull();
    }

    @Test
    void afterAMinuteItIsNotBelieved() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.ask(pool.preferring("k1", "m")).served();
        pool.pass(Duration.ofSeconds(61));

        assertThat(refusal(pool, "k1", "m")).isNotNull();
    }

    @Test
    void aFloodOfBadRequestsIsHardlyEverComparedOnKeysThatAreWell() {
        TestPool pool = TestPool.of("k1", "k2");
        pool.serve("m");
        pool.serve("m");
        int compared = 0;
        for (int i = 0; i < 1000; i++) {
            String key = i % 2 == 0 ? "k1" : "k2";
            Comparison comparison = refusal(pool, key, "m");
            if (comparison != null) {
                compared++;
                comparison.refused(key.equals("k1") ? "k2" : "k1", true);
            }
            pool.pass(Duration.ofMillis(20));
        }

        assertThat(compared).isLessThan(30);
        assertThat(pool.events).as("and costs nobody a key").isEmpty();
    }

    @Test
    void aFloodOnKeysOfWhichNothingIsKnownIsComparedMoreAndMoreRarely() {
        TestPool pool = TestPool.of("k1", "k2");
        int compared = 0;
        for (int i = 0; i < 1000; i++) {
            Comparison comparison = refusal(pool, "k1", "m" + i);
            if (comparison != null) {
                compared++;
                comparison.refused("k2", i % 2 == 0);
            }
            pool.pass(Duration.ofMillis(20));
        }

        assertThat(compared).isLessThanOrEqualTo(5);
    }

    @Test
    void isDueOnlyWhereAnotherAccountCouldServe() {
        TestPool one = new TestPool(
                TestPool.ONE_AT_A_TIME,
                TestPool.key("k1").inAccount("a"),
                TestPool.key("k2").inAccount("a"));
        assertThat(refusal(one, "k1", "m")).isNull();
        assertThat(refusal(TestPool.of("only"), "only", "m")).isNull();
        assertThat(one.pool.compare("unknown", "m", 1)).isNull();
    }

    @Test
    void twoComparisonsNeverWaitForEachOthersKey() {
        TestPool pool = TestPool.of(2, "a", "b");
        Call first = pool.ask(pool.preferring("a", "m"));
        Call second = pool.ask(pool.preferring("b", "m"));
        Call third = pool.ask(pool.preferring("a", "m"));

        first.failed(new Penalty.Nothing());
        Comparison comparison = Objects.requireNonNull(pool.pool.compare("a", "m", 1));
        second.failed(new Penalty.Nothing());
        assertThat(pool.pool.compare("b", "m", 2))
                .as("the key that it would ask is in question")
                .isNull();
        third.failed(new Penalty.Nothing());

        Call elsewhere = pool.ask(pool.avoiding("m", Set.of("a"), Set.of("a")));
        assertThat(elsewhere.key()).isEqualTo("b");
        Call other = pool.ask("m");
        assertThat(other.key())
                .as("other callers have the key that is not in question")
                .isEqualTo("b");
        comparison.refused("b", true);
        assertThat(pool.ask(pool.preferring("a", "m")).key()).isEqualTo("a");
    }

    @Test
    void oneKeyAtATimeIsInQuestion() {
        TestPool pool = TestPool.of("a", "b", "c");
        Comparison comparison = due(pool, "a", "m");

        assertThat(refusal(pool, "b", "m")).isNull();
        assertThat(refusal(pool, "b", "other"))
                .as("a key is held for all models")
                .isNull();

        comparison.abandoned();
        assertThat(refusal(pool, "b", "m")).isNotNull();
    }

    @Test
    void waitsForAnotherKeyThatIsAtItsLimit() {
        TestPool pool = TestPool.of("a", "full");
        Call busy = pool.ask(pool.preferring("full", "m"));

        assertThat(refusal(pool, "a", "m")).isNotNull();
        Call comparing = pool.ask(pool.avoiding("m", Set.of("a"), Set.of("a")));
        assertThat(comparing.isWaiting()).isTrue();

        busy.served();
        assertThat(comparing.key()).isEqualTo("full");
    }

    @Test
    void holdsNoKeyWhileItWaits() {
        TestPool pool = TestPool.of("a", "full");
        Call busy = pool.ask(pool.preferring("full", "m"));
        Comparison comparison = due(pool, "a", "m");
        Call comparing = pool.ask(pool.avoiding("m", Set.of("a"), Set.of("a")));
        Call other = pool.ask("m");

        comparison.waits();

        assertThat(comparing.isWaiting()).isTrue();
        assertThat(other.key()).isEqualTo("a");
        other.failed(new Penalty.Nothing());
        Comparison second = Objects.requireNonNull(pool.pool.compare("a", "m", 99));
        second.waits();
        busy.served();
        assertThat(comparing.key()).isEqualTo("full");
        comparison.served(refused(""));
        second.served(refused(""));
        assertThat(pool.events).containsExactly("cooling account a QUOTA_HARD 3600");
    }

    @Test
    void fewWaitAtATime() {
        TestPool pool = TestPool.of("a", "full");
        pool.ask(pool.preferring("full", "m"));
        int waiting = 0;
        for (int i = 0; i < 100; i++) {
            Comparison comparison = refusal(pool, "a", "m");
            if (comparison != null) {
                waiting++;
                comparison.waits();
            }
        }

        assertThat(waiting).isEqualTo(64);
        pool.pass(Duration.ofSeconds(10));
        assertThat(refusal(pool, "a", "m")).isNotNull();
    }

    @Test
    void doesNotWaitOnBehalfOfAKeyThatHasServedLately() {
        TestPool pool = TestPool.of("a", "full");
        pool.ask(pool.preferring("a", "m")).served();
        pool.ask(pool.preferring("full", "m"));

        for (int i = 0; i < 10; i++) {
            assertThat(refusal(pool, "a", "m")).isNull();
        }
        assertThat(pool.ask(pool.preferring("a", "m")).served().key())
                .as("and keeps its key from nobody")
                .isEqualTo("a");
    }

    @Test
    void isNotDueWhereTheOtherKeyCools() {
        TestPool pool = TestPool.of("a", "cooling");
        pool.ask(pool.preferring("cooling", "m")).failed(new Penalty.Key(Duration.ofMinutes(5), FailureClass.AUTH, ""));

        assertThat(refusal(pool, "a", "m")).isNull();
    }

    @Test
    void isNotDueWhileTheBreakerWouldKeepItWaiting() {
        TestPool pool = TestPool.of(9, "k1", "k2");
        Call underWay = pool.ask(pool.preferring("k1", "m"));
        for (int i = 0; i < 10 && !pool.pool.isBreakerOpen("m"); i++) {
            pool.ask(pool.preferring(i % 2 == 0 ? "k1" : "k2", "m")).failed(new Penalty.Provider());
        }
        underWay.failed(new Penalty.Nothing());

        assertThat(pool.pool.isBreakerOpen("m")).isTrue();
        assertThat(pool.pool.compare("k1", "m", 1)).isNull();
    }

    @Test
    void namesAKeyThatIsKnownToBeWell() {
        TestPool pool = TestPool.of("bad", "unknown", "well");
        pool.ask(pool.preferring("well", "m")).served();

        assertThat(due(pool, "bad", "m").referenceKey()).isEqualTo("well");
    }

    @Test
    void keepsTheKeyFromOthersWhileItLasts() {
        TestPool pool = TestPool.of("bad", "good");
        Comparison comparison = due(pool, "bad", "m");
        Call other = pool.ask(pool.avoiding("m", Set.of("good"), Set.of()));
        assertThat(other.isWaiting()).isTrue();

        comparison.abandoned();

        assertThat(other.key()).isEqualTo("bad");
    }

    @Test
    void keepsTheKeyForTenSecondsAtMost() {
        TestPool pool = TestPool.of("bad", "good");
        Comparison comparison = due(pool, "bad", "m");
        Call other = pool.ask(pool.avoiding("m", Set.of("good"), Set.of()));

        pool.pass(Duration.ofSeconds(10));

        assertThat(other.key()).isEqualTo("bad");
        comparison.served(refused(""));
        other.served();
        assertThat(pool.serve("m")).isNotNull();
    }
}
