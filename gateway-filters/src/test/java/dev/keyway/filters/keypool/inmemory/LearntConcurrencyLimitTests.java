package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.quota.QuotaHeader;
import dev.keyway.catalogue.quota.QuotaUnit;
import dev.keyway.catalogue.quota.Refill;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.quota.QuotaReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many calls a key may have in flight for a model, where no setting says so. */
class LearntConcurrencyLimitTests {

    private final TestPool pool = new TestPool(PoolSettings.DEFAULT, TestPool.keys("k1"));
    private final List<Call> running = new ArrayList<>();

    @Test
    void beginsAtSixteen() {
        assertThat(fill()).isEqualTo(16);
        assertThat(pool.ask("other").isGranted()).isTrue();
    }

    @Test
    void halvesWhatWasInFlightUponARefusalThatNamesNoLimit() {
        ask(10);
        refuse(1);

        assertThat(limitAfterTheCooldown()).isEqualTo(5);
    }

    @Test
    void halvesOnceForCallsThatWereInFlightTogether() {
        ask(16);
        refuse(9);
        serve(7);

        assertThat(limitAfterTheCooldown()).isEqualTo(8);
    }

    @Test
    void halvesAgainForCallsThatCameAfter() {
        ask(16);
        refuse(16);
        assertThat(limitAfterTheCooldown()).isEqualTo(8);
        refuse(8);
        assertThat(limitAfterTheCooldown()).isEqualTo(4);
    }

    @Test
    void neverFallsBelowOne() {
        for (int i = 0; i < 10; i++) {
            ask(1);
            refuse(1);
            pool.pass(Duration.ofSeconds(2));
        }
        assertThat(fill()).isEqualTo(1);
    }

    @Test
    void growsByOneForEachFullRoundOfSuccessesAtTheBound() {
        for (int limit = 16; limit < 20; limit++) {
            assertThat(fill()).isEqualTo(limit);
            for (int served = 0; served < limit; served++) {
                assertThat(running).hasSize(limit);
                serve(1);
                fill();
            }
            assertThat(running).hasSize(limit + 1);
        }
    }

    @Test
    void growsBackQuicklyToBelowTheRefusedLevelAndProbesThatAfterAPause() {
        ask(10);
        refuse(1);
        assertThat(limitAfterTheCooldown()).isEqualTo(5);

        serveAtTheBound(50);
        assertThat(running).as("10 were refused").hasSize(9);
        pool.pass(Duration.ofSeconds(10));
        serveAtTheBound(50);
        assertThat(running).as("10 were served now").hasSizeGreaterThan(10);
    }

    @Test
    void doublesThePauseWithEachRefusedProbe() {
        ask(10);
        refuse(1);
        limitAfterTheCooldown();
        for (int seconds = 10; seconds <= 80; seconds *= 2) {
            pool.pass(Duration.ofSeconds(seconds - 3));
            serveAtTheBound(20);
            assertThat(running).hasSize(9);
            pool.pass(Duration.ofSeconds(1));
            while (running.size() < 10) {
                serveAtTheBound(1);
            }
            running.removeLast().failed(refusal());
            assertThat(limitAfterTheCooldown()).as("one step back").isEqualTo(9);
        }
    }

    @Test
    void doesNotGrowBySuccessesBelowTheBound() {
        for (int i = 0; i < 100; i++) {
            ask(15);
            serve(15);
        }
        assertThat(fill()).isEqualTo(16);
    }

    @Test
    void wakesThoseWhoWaitWhenItGrows() {
        ask(2);
        refuse(2);
        pool.pass(Duration.ofSeconds(2));
        pool.pass(Duration.ofSeconds(10));
        ask(1);
        List<Call> waiting = List.of(pool.ask("m"), pool.ask("m"), pool.ask("m"));

        serve(1);

        assertThat(waiting).filteredOn(Call::isGranted).hasSize(2);
    }

    @Test
    void staysWhereTheAnswerSaidThatALimitIsUsedUp() {
        ask(10);
        running.getFirst().permit().heard(List.of(reading(0)));
        refuse(1);

        assertThat(limitAfterTheCooldown()).isEqualTo(16);
    }

    @Test
    void halvesWhereTheLimitsThatWereToldHadRoom() {
        ask(10);
        running.getFirst().permit().heard(List.of(reading(500)));
        refuse(1);

        assertThat(limitAfterTheCooldown()).isEqualTo(5);
    }

    @Test
    void staysThroughAChangeOfSettingsAndATimeWithASetNumber() {
        ask(8);
        refuse(8);
        pool.pool.update(List.of(TestPool.keys("k2", "k1")), PoolSettings.DEFAULT.withMaxInFlightPerKey(7));
        pool.pool.update(List.of(TestPool.keys("k1")), PoolSettings.DEFAULT);

        assertThat(limitAfterTheCooldown()).isEqualTo(4);
        assertThat(pool.pool.concurrency()).isEqualTo(4);
    }

    @Test
    void countsWhatAllKeysMayHaveInFlight() {
        pool.pool.update(List.of(TestPool.keys("k1", "k2", "k3")), PoolSettings.DEFAULT);
        ask(6);
        assertThat(pool.pool.concurrency()).isEqualTo(48);
        refuse(1);
        assertThat(pool.pool.concurrency()).isEqualTo(32);
        pool.pass(Duration.ofSeconds(2));
        assertThat(pool.pool.concurrency()).isEqualTo(33);
        pool.pool.update(List.of(TestPool.keys("k2")), PoolSettings.DEFAULT);
        assertThat(pool.pool.concurrency()).isEqualTo(16);
    }

    /** Asks until one has to wait, who leaves again. @return how many are in flight */
    private int fill() {
        Call call = pool.ask("m");
        while (call.isGranted()) {
            running.add(call);
            call = pool.ask("m");
        }
        call.cancel.run();
        return running.size();
    }

    private void ask(int calls) {
        for (int i = 0; i < calls; i++) {
            Call call = pool.ask("m");
            assertThat(call.isGranted()).isTrue();
            running.add(call);
        }
    }

    private void serve(int calls) {
        for (int i = 0; i < calls; i++) {
            running.removeFirst().served();
        }
    }

    private void refuse(int calls) {
        for (int i = 0; i < calls; i++) {
            running.removeFirst().failed(refusal());
        }
    }

    private Penalty refusal() {
        return new Penalty.AccountForModel(pool.now().plusSeconds(1), FailureClass.RATE_SHORT);
    }

    private void serveAtTheBound(int calls) {
        fill();
        for (int i = 0; i < calls; i++) {
            serve(1);
            fill();
        }
    }

    private int limitAfterTheCooldown() {
        running.forEach(call -> call.permit().abandoned());
        running.clear();
        pool.pass(Duration.ofSeconds(2));
        return fill();
    }

    private static QuotaReading reading(long remaining) {
        QuotaHeader requests = new QuotaHeader(QuotaUnit.REQUESTS, "l", "r", "", Refill.EACH_MINUTE, 1);
        return new QuotaReading(requests, 1000, remaining, -1);
    }
}
