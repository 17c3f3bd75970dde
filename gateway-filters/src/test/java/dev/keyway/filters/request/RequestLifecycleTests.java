package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request owns is released once, whichever comes first: its end, or what it is to own. */
class RequestLifecycleTests {

    private final TestRequest test = new TestRequest();
    private final RequestLifecycle lifecycle = test.received.lifecycle();
    private final List<RequestRecord> settled = new ArrayList<>();

    @Test
    void releasesBodyAndPayloadAndSettlesTheLeaseWithTheRecord() {
        Admitted admitted = new Admitted(test.resolved(), lifecycle.hold(settled::add));
        lifecycle.hold(Preparation.SANITIZED
                .prepare(admitted, admitted.resolved().first())
                .payload());

        lifecycle.end(Outcome.CANCELLED);

        assertThat(test.budget.held()).isZero();
        assertThat(settled).isEqualTo(test.settled).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(record.model()).isEqualTo("gpt-5");
        });
    }

    @Test
    void endsOnce() {
        lifecycle.hold(settled::add);

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

        lifecycle.hold(settled::add);

        assertThat(settled).isEqualTo(test.settled).hasSize(1);
    }

    @Test
    void releasesABodyThatComesAfterTheEnd() {
        lifecycle.end(Outcome.CANCELLED);

        RequestBody late = test.body("{}");
        lifecycle.hold(late);

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
        test.resolved();

        lifecycle.releaseBodies();

        assertThat(test.budget.held()).isZero();
        lifecycle.end(Outcome.COMPLETED);
    }
}
