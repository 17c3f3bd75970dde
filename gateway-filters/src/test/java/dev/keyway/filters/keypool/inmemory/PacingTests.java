package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.quota.QuotaHeader;
import dev.keyway.catalogue.quota.QuotaHeaders;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.quota.RequestCost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the provider says of its limits decides who is asked, and when. */
class PacingTests {

    private static final QuotaHeader REQUESTS = QuotaHeaders.of("openai").get(0);
    private static final QuotaHeader TOKENS = QuotaHeaders.of("openai").get(1);

    /** Two requests a second, four at once. */
    private static QuotaReading requestsLeft(long left) {
        return new QuotaReading(REQUESTS, 5, left, (4 - left) * 500);
    }

    /** A thousand tokens a second, 60,000 at once. */
    private static QuotaReading tokensLeft(long left) {
        return new QuotaReading(TOKENS, 60_001, left, 60_000 - left);
    }

    private static Call heard(Call call, QuotaReading... readings) {
        call.permit().heard(List.of(readings));
        return call;
    }

    private static KeyDemand big(TestPool pool, long tokens) {
        return pool.demand("m").costing(new RequestCost(tokens, 0));
    }

    @Test
    void passesAKeyOverThatHasNothingLeftUntilTheNextRequestFits() {
        TestPool pool = TestPool.of("k1", "k2");
        heard(pool.ask("m"), requestsLeft(0)).served();
        assertThat(pool.serve("m")).isEqualTo("k2");
        assertThat(pool.serve("m")).as("k1's turn, but it has nothing left").isEqualTo("k2");

        pool.pass(Duration.ofMillis(499));
        assertThat(pool.serve("m")).isEqualTo("k2");
        pool.pass(Duration.ofMillis(1));

        assertThat(pool.serve("m")).isEqualTo("k1");
    }

    @Test
    void wakesOneWhoWaitsAtTheMomentOfTheRefill() {
        TestPool pool = TestPool.of("k1");
        heard(pool.ask("m"), requestsLeft(0)).served();
        Call waiting = pool.ask("m");
        Call next = pool.ask("m");
        pool.pass(Duration.ofMillis(499));
        assertThat(waiting.isWaiting()).isTrue();

        pool.pass(Duration.ofMillis(1));

        assertThat(waiting.key()).isEqualTo("k1");
        waiting.served();
        assertThat(next.isWaiting()).as("one request fits, not two").isTrue();
        pool.pass(Duration.ofMillis(500));
        assertThat(next.key()).isEqualTo("k1");
    }

    @Test
    void holdsNothingBackOnAnotherModel() {
        TestPool pool = TestPool.of("k1");
        heard(pool.ask("m"), requestsLeft(0)).served();
        assertThat(pool.serve("other")).isEqualTo("k1");
    }

    @Test
    void takesCallsInFlightOffAtOnceAndTheNextAnswerCorrectsIt() {
        TestPool pool = TestPool.of(0, "k1");
        Call first = pool.ask("m");
        heard(first, requestsLeft(2));
        Call second = pool.ask("m");
        Call third = pool.ask("m");
        Call fourth = pool.ask("m");
        assertThat(third.isGranted()).isTrue();
        assertThat(fourth.isWaiting()).as("2 were left, 2 are in flight").isTrue();

        heard(second, requestsLeft(3));

        assertThat(fourth.isGranted()).as("woken by the answer, not by time").isTrue();
    }

    @Test
    void letsTheKeysOfAnAccountShareWhatIsLeft() {
        TestPool pool = new TestPool(
                TestPool.ONE_AT_A_TIME,
                TestPool.key("a1").inAccount("shared"),
                TestPool.key("a2").inAccount("shared"),
                TestPool.key("b"));
        heard(pool.ask("m"), requestsLeft(0)).served();

        assertThat(List.of(pool.serve("m"), pool.serve("m"), pool.serve("m"))).containsOnly("b");
        pool.pass(Duration.ofMillis(500));
        assertThat(pool.serve("m")).as("the refill is for one of the two").isIn("a1", "a2");
        assertThat(pool.serve("m")).isEqualTo("b");
    }

    @Test
    void givesARequestToAKeyWhereItsTokensFit() {
        TestPool pool = TestPool.of("k1", "k2");
        heard(pool.ask("m"), tokensLeft(1_000)).served();
        heard(pool.ask("m"), tokensLeft(50_000)).served();

        assertThat(pool.ask(big(pool, 20_000)).key()).isEqualTo("k2");
        assertThat(pool.ask(big(pool, 500)).key())
                .as("what is small still fits k1")
                .isEqualTo("k1");
    }

    @Test
    void letsARequestWaitUntilItsTokensFit() {
        TestPool pool = TestPool.of("k1", "k2");
        heard(pool.ask("m"), tokensLeft(1_000)).served();
        heard(pool.ask("m"), tokensLeft(50)).served();
        Call waiting = pool.ask(big(pool, 3_000));
        pool.pass(Duration.ofMillis(1_999));
        assertThat(waiting.isWaiting()).isTrue();
        assertThat(pool.ask(big(pool, 500)).served().isGranted())
                .as("others go on")
                .isTrue();

        pool.pass(Duration.ofMillis(952));

        assertThat(waiting.isGranted()).isTrue();
    }

    @Test
    void wakesItAtThatMomentWhereNothingElseHappens() {
        TestPool pool = TestPool.of("k1");
        heard(pool.ask("m"), tokensLeft(1_000)).served();
        Call waiting = pool.ask(big(pool, 3_000));
        pool.pass(Duration.ofMillis(1_999));
        assertThat(waiting.isWaiting()).isTrue();

        pool.pass(Duration.ofMillis(1));

        assertThat(waiting.key()).isEqualTo("k1");
    }

    @Test
    void wakesItByAnAnswerThatTellsOfMoreTokens() {
        TestPool pool = TestPool.of(0, "k1");
        Call first = pool.ask("m");
        Call second = pool.ask("m");
        heard(first, tokensLeft(1_000));
        Call waiting = pool.ask(big(pool, 3_000));
        assertThat(waiting.isWaiting()).isTrue();

        heard(second, tokensLeft(3_000));

        assertThat(waiting.key()).isEqualTo("k1");
    }

    @Test
    void refusesAtOnceWhatTheQueueAndTheRefillCannotServeInTime() {
        TestPool pool = TestPool.of("k1", "k2");
        for (int i = 0; i < 4; i++) {
            List<Call> both = List.of(pool.ask("m"), pool.ask("m"));
            both.forEach(call -> heard(call, requestsLeft(0)).served());
            pool.pass(Duration.ofMillis(600));
        }
        List.of(pool.ask("m"), pool.ask("m"))
                .forEach(call -> heard(call, requestsLeft(0)).served());
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            calls.add(pool.ask("m"));
        }
        List<Call> refused = calls.stream().filter(call -> !call.isWaiting()).toList();

        assertThat(refused).as("4 a second for 30 s").hasSize(150 - 120);
        assertThat(refused.getFirst().refusal()).isEqualTo(new Refusal.Busy(Duration.ofMillis(30_250)));
        for (int i = 0; i < 60; i++) {
            calls.stream().filter(Call::isGranted).forEach(call -> call.permit().served());
            pool.pass(Duration.ofMillis(500));
        }
        assertThat(calls.stream().filter(Call::isGranted))
                .as("those who waited were served")
                .hasSize(120);
    }

    @Test
    void refusesNobodyByARateThatItHardlyKnows() {
        TestPool pool = TestPool.of("k1");
        heard(pool.ask("m"), new QuotaReading(REQUESTS, 10, 0, 3_600_000)).served();
        assertThat(pool.ask("m").isWaiting()).isTrue();
        pool.pass(TestPool.PATIENCE);
    }

    @Test
    void blocksNoKeyForLongerThanAPlainCooldownWhateverItIsTold() {
        TestPool pool = TestPool.of("k1");
        heard(pool.ask("m"), new QuotaReading(REQUESTS, 1_000, 0, 34_560_000_000L))
                .served();
        KeyDemand patient = KeyDemand.of("m", pool.now().plusSeconds(90));
        Call waiting = pool.ask(patient);
        pool.pass(Duration.ofMillis(59_999));
        assertThat(waiting.isWaiting()).isTrue();

        pool.pass(Duration.ofMillis(1));

        assertThat(waiting.isGranted()).isTrue();
    }

    @Test
    void keepsACooldownBesideWhatTheHeadersSay() {
        TestPool pool = TestPool.of("k1");
        heard(pool.ask("m"), requestsLeft(0))
                .failed(new Penalty.AccountForModel(pool.now().plusSeconds(3), FailureClass.RATE_SHORT));
        Call waiting = pool.ask("m");
        pool.pass(Duration.ofMillis(2_999));
        assertThat(waiting.isWaiting()).isTrue();
        pool.pass(Duration.ofMillis(1));
        assertThat(waiting.isGranted()).isTrue();
    }

    @Test
    void triesAgainAtOnceWhatIsCleared() {
        TestPool pool = TestPool.of("k1");
        heard(pool.ask("m"), requestsLeft(0)).served();
        Call waiting = pool.ask("m");
        pool.pool.clearCooldowns("k1");
        assertThat(waiting.isGranted()).isTrue();
    }

    @Test
    void leavesAKeyOutThatARequestAvoidsEvenWhereItsTokensFit() {
        TestPool pool = TestPool.of("k1", "k2");
        heard(pool.ask("m"), tokensLeft(50_000)).served();
        heard(pool.ask("m"), tokensLeft(0)).served();
        Call call = pool.ask(pool.avoiding("m", Set.of("k1"), Set.of()).costing(new RequestCost(2_000, 0)));
        assertThat(call.isWaiting()).isTrue();
        pool.pass(Duration.ofSeconds(2));
        assertThat(call.key()).isEqualTo("k2");
    }
}
