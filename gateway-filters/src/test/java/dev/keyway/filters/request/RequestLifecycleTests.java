package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a request owns is released once, whichever comes first: its end, or what it is to own. */
class RequestLifecycleTests {

    private final TestRequest test = new TestRequest();
    private final RequestLifecycle lifecycle = test.received.lifecycle();
    private final List<RequestRecord> settled = new ArrayList<>();

    @Test
    void releasesBodyAndPayloadAndSettlesTheLeaseWithTheRecord() {
        Admitted admitted = new Admitted(test.resolved(), lifecycle.hold((Lease) settled::add));
        ByteBuf sent = lifecycle
                .hold(Preparation.SANITIZED
                        .prepare(admitted, admitted.resolved().first())
                        .payload())
                .duplicate();
        RequestBody body = admitted.request().body();

        lifecycle.end(Outcome.CANCELLED);

        sent.release();
        assertThat(sent.refCnt()).isZero();
        assertThat(body.bytes().refCnt()).isZero();
        assertThat(test.budget.held()).isZero();
        assertThat(settled).isEqualTo(test.settled).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(record.model()).isEqualTo("gpt-5");
        });
    }

    @Test
    void endsOnce() {
        lifecycle.hold((Lease) settled::add);

        lifecycle.end(Outcome.COMPLETED);
        lifecycle.end(Outcome.CANCELLED);

        assertThat(settled)
                .isEqualTo(test.settled)
                .singleElement()
                .satisfies(record -> assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED));
    }

    @Test
    void settlesALeaseThatComesAfterTheEnd() {
        lifecycle.end(Outcome.CANCELLED);

        lifecycle.hold((Lease) settled::add);

        assertThat(settled).isEqualTo(test.settled).hasSize(1);
    }

    @Test
    void releasesABodyThatComesAfterTheEnd() {
        lifecycle.end(Outcome.CANCELLED);

        RequestBody late = test.body("{}");
        lifecycle.hold(late);

        assertThat(late.bytes().refCnt()).isZero();
        assertThat(test.budget.held()).isZero();
    }

    @Test
    void releasesAPayloadThatComesAfterTheEnd() {
        Admitted admitted = new Admitted(test.resolved(), Lease.NONE);
        Payload late = Preparation.SANITIZED
                .prepare(admitted, admitted.resolved().first())
                .payload();
        RequestBody body = admitted.request().body();

        lifecycle.end(Outcome.CANCELLED);
        lifecycle.hold(late);

        assertThat(body.bytes().refCnt()).isZero();
    }

    @Test
    void releasesTheBodiesBeforeTheEndOnceTheyAreNotSentAgain() {
        RequestBody body = test.resolved().request().body();

        lifecycle.releaseBodies();

        assertThat(body.bytes().refCnt()).isZero();
        assertThat(test.budget.held()).isZero();
        lifecycle.end(Outcome.COMPLETED);
    }

    @Test
    void settlesEachLeaseOnceHoweverOftenItIsHeld() {
        Lease first = settled::add;
        List<RequestRecord> settledToo = new ArrayList<>();
        lifecycle.hold(first);
        lifecycle.hold(first);
        lifecycle.hold((Lease) settledToo::add);

        lifecycle.end(Outcome.COMPLETED);
        lifecycle.hold(first);

        assertThat(settled).isEqualTo(test.settled).hasSize(1);
        assertThat(settledToo).isEqualTo(test.settled);
    }

    @Test
    void settlesALateLeaseOnceHoweverOftenItIsHeld() {
        Lease late = settled::add;
        lifecycle.end(Outcome.CANCELLED);

        lifecycle.hold(late);
        lifecycle.hold(late);

        assertThat(settled).hasSize(1);
    }

    @Test
    void settlesTheOtherLeasesIfOneFails() {
        test.resolved();
        lifecycle.hold((Lease) record -> {
            throw new IllegalStateException("a defect");
        });
        lifecycle.hold((Lease) settled::add);

        lifecycle.end(Outcome.COMPLETED);

        assertThat(settled).hasSize(1);
        assertThat(test.budget.held()).isZero();
    }

    @Test
    void settlesTheLeaseIfAnObserverFails() {
        test.observerFails = true;
        lifecycle.hold((Lease) settled::add);

        lifecycle.end(Outcome.COMPLETED);

        assertThat(settled)
                .singleElement()
                .satisfies(record -> assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED));
    }

    @Test
    void endsOnItsLoopBehindWhatWasHandedToTheLoopBefore() throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        try {
            TestRequest request = new TestRequest(loop);
            CountDownLatch ended = new CountDownLatch(1);
            CountDownLatch blocked = new CountDownLatch(1);
            List<String> order = new CopyOnWriteArrayList<>();
            request.received.lifecycle().hold((Lease) record -> {
                order.add(loop.inEventLoop() ? "settled" : "settled elsewhere");
                ended.countDown();
            });
            RequestBody body = request.resolved().request().body();
            Future<?> attempt = loop.submit(() -> {
                blocked.await();
                return order.add(body.bytes().refCnt() > 0 ? "attempt ended" : "body gone");
            });

            request.received.lifecycle().end(Outcome.CANCELLED);
            assertThat(request.received.lifecycle().isOver()).isTrue();
            blocked.countDown();

            attempt.sync();
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(order).containsExactly("attempt ended", "settled");
            assertThat(body.bytes().refCnt()).isZero();
        } finally {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        }
    }
}
