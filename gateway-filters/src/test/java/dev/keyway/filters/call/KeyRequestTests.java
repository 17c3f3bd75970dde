package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One key request on a fake pool, on a loop that only the test moves. */
class KeyRequestTests {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final FakePool pool = new FakePool();
    private final List<String> told = new ArrayList<>();
    private boolean ownerIsBroken;

    KeyRequestTests() {
        channel.freezeTime();
    }

    @AfterEach
    void closeTheChannel() {
        channel.finishAndReleaseAll();
    }

    @Test
    void asksAtOnceWithoutAPause() {
        request().start(Duration.ZERO);

        assertThat(pool.waiting).hasSize(1);
    }

    @Test
    void asksOnlyAfterThePause() {
        request().start(PAUSE);
        assertThat(pool.waiting).isEmpty();

        pass(PAUSE);
        assertThat(pool.waiting).hasSize(1);
    }

    @Test
    void asksForNothingIfCancelledDuringThePause() {
        KeyRequest request = request();
        request.start(PAUSE);
        request.cancel();

        pass(PAUSE);
        assertThat(pool.demands).isEmpty();
    }

    @Test
    void leavesTheQueueWhenCancelled() {
        KeyRequest request = request();
        request.start(Duration.ZERO);
        request.cancel();

        assertThat(pool.waiting).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void givesBackAPermitThatComesAfterItWasCancelled() {
        KeyRequest request = request();
        request.start(Duration.ZERO);
        FakePool.Asked asked = pool.waiting.getFirst();
        request.cancel();
        pool.waiting.add(asked);

        assertThat(pool.grant("a").endings).containsExactly("abandoned");
        assertThat(told).isEmpty();
    }

    @Test
    void passesOnThePermitAndDoesNotEndIt() {
        KeyRequest request = request();
        request.start(Duration.ZERO);
        FakePool.FakePermit permit = pool.grant("a");
        request.cancel();

        assertThat(told).containsExactly("granted a");
        assertThat(permit.endings).isEmpty();
    }

    @Test
    void passesOnARefusal() {
        request().start(Duration.ZERO);
        pool.refuse(new Refusal.Exhausted());

        assertThat(told).containsExactly("refused Exhausted[]");
    }

    @Test
    void reportsThatThePoolCannotBeAsked() {
        pool.isBroken = true;
        request().start(Duration.ZERO);

        assertThat(told).containsExactly("failed a defect");
    }

    @Test
    void givesBackThePermitThatTheOwnerCannotTake() {
        ownerIsBroken = true;
        request().start(Duration.ZERO);

        assertThat(pool.grant("a").endings).containsExactly("abandoned");
        assertThat(told).containsExactly("failed no owner");
    }

    private KeyRequest request() {
        return new KeyRequest(channel.eventLoop(), pool, KeyDemand.of("m", Instant.MAX), new Owner());
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }

    private final class Owner implements KeyRequest.Owner {

        @Override
        public void granted(Permit permit, Duration waited) {
            if (ownerIsBroken) {
                throw new IllegalStateException("no owner");
            }
            told.add("granted " + permit.key().id());
        }

        @Override
        public void refused(Refusal refusal, KeyDemand demand) {
            told.add("refused " + refusal);
        }

        @Override
        public void failed(Throwable defect) {
            told.add("failed " + defect.getMessage());
        }
    }
}
