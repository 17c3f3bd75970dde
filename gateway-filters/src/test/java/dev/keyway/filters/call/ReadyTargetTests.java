package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolSettings;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.keypool.inmemory.InMemoryKeyPool;
import dev.keyway.testkit.time.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A request goes to the target that has a key ready, and waits only if none has. */
class ReadyTargetTests {

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    private final InMemoryKeyPool first = pool("a");
    private final InMemoryKeyPool second = pool("b");

    @Test
    void asksTheSecondTargetAtOnceIfTheKeysOfTheFirstAreBusy() {
        Taken busy = take(first);

        try (TestCall test = TestCall.onPools(first, second)) {
            assertServedBy(test, TestCall.SECOND);
        }
        busy.release();
    }

    @Test
    void asksTheSecondTargetAtOnceIfTheKeysOfTheFirstAreCoolingForAShortWhile() {
        Objects.requireNonNull(take(first).permit)
                .failed(new Penalty.AccountForModel(clock.instant().plusSeconds(10), FailureClass.RATE_SHORT));

        try (TestCall test = TestCall.onPools(first, second)) {
            assertServedBy(test, TestCall.SECOND);
        }
    }

    @Test
    void asksTheSecondTargetAtOnceIfTheBreakerOfTheFirstIsOpen() {
        while (!first.isBreakerOpen("gpt-5")) {
            Objects.requireNonNull(take(first).permit).failed(new Penalty.Provider());
        }

        try (TestCall test = TestCall.onPools(first, second)) {
            assertServedBy(test, TestCall.SECOND);
        }
    }

    @Test
    void waitsIfNoTargetHasAKeyReady() {
        Taken busy = take(first);
        Taken busyToo = take(second);

        try (TestCall test = TestCall.onPools(first, second)) {
            assertThat(test.upstream.exchanges()).isEmpty();
            assertThat(test.isAnswered()).isFalse();

            busy.release();
            assertServedBy(test, "openai");
        }
        busyToo.release();
    }

    private static void assertServedBy(TestCall test, String provider) {
        assertThat(test.upstream.exchanges()).hasSize(1);
        test.upstream
                .last()
                .sent()
                .head(200, CallTests.JSON)
                .chunk(CallTests.ANSWER)
                .complete();
        assertThat(Objects.requireNonNull(test.response).target().provider().id())
                .isEqualTo(provider);
    }

    private Taken take(InMemoryKeyPool pool) {
        Taken taken = new Taken();
        pool.acquire(KeyDemand.of("gpt-5", clock.instant().plus(Duration.ofSeconds(30))), taken);
        return taken;
    }

    private InMemoryKeyPool pool(String key) {
        return new InMemoryKeyPool(
                List.of(FakePool.key(key)),
                PoolSettings.DEFAULT.withMaxInFlightPerKey(1),
                () -> clock.instant().plusMillis(scheduler.now(TimeUnit.MILLISECONDS)),
                scheduler,
                PoolEvents.NONE);
    }

    private static final class Taken implements KeyListener {

        private @Nullable Permit permit;

        @Override
        public void granted(Permit given) {
            permit = given;
        }

        @Override
        public void refused(Refusal refusal) {
            throw new AssertionError(refusal.toString());
        }

        void release() {
            Objects.requireNonNull(permit).served();
        }
    }
}
