package dev.keyway.filters.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.request.Admitted;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TestLifecycle;
import dev.keyway.filters.request.TestRequest;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** A request is admitted at once, later, or not, and its lease is settled whatever happens. */
class AdmissionStepTests {

    private final TestRequest test = new TestRequest();
    private final Resolved request = test.resolved();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Admitted> admitted = new ArrayList<>();
    private final List<Throwable> refused = new ArrayList<>();
    private final List<RequestRecord> settled = new ArrayList<>();

    @AfterEach
    void nothingIsHeld() {
        TestLifecycle.end(request, Outcome.COMPLETED);
        channel.finishAndReleaseAll();
        assertThat(test.budget.held()).isZero();
    }

    @Test
    void admitsAtOnceWhereNothingIsLimited() {
        admit(new OpenAdmission());

        assertThat(admitted).singleElement().satisfies(next -> {
            assertThat(next.resolved()).isSameAs(request);
            assertThat(next.caller()).isEqualTo(TestRequest.CALLER);
        });
    }

    @Test
    void hasTheLeaseSettledWhenTheRequestEnds() {
        admit(resolved -> Mono.just(settled::add));
        assertThat(settled).isEmpty();

        TestLifecycle.end(request, Outcome.COMPLETED);

        assertThat(settled).isEqualTo(test.settled).hasSize(1);
    }

    @Test
    void continuesOnTheLoopIfItIsAdmittedLater() {
        Later later = new Later();
        admit(later);
        later.admit(settled::add);
        assertThat(admitted).isEmpty();

        channel.runPendingTasks();
        assertThat(admitted).hasSize(1);
    }

    @Test
    void settlesALeaseThatIsOnItsWayWhenTheClientLeaves() {
        Later later = new Later();
        Disposable client = admit(later);
        later.admit(settled::add);
        client.dispose();
        TestLifecycle.end(request, Outcome.CANCELLED);

        channel.runPendingTasks();
        assertThat(admitted).isEmpty();
        assertThat(settled)
                .singleElement()
                .satisfies(record -> assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED));
    }

    @Test
    void isCancelledWhenTheClientLeaves() {
        Later later = new Later();
        admit(later).dispose();

        assertThat(later.cancelled).isTrue();
    }

    @Test
    void passesARefusalOn() {
        GatewayException refusal = new GatewayException(ErrorCode.KEYS_BUSY, "no budget");

        admit(resolved -> Mono.error(refusal));

        assertThat(refused).containsExactly(refusal);
    }

    @Test
    void doesNotLetARequestPassWithoutALease() {
        admit(resolved -> Mono.<Lease>empty().hide());
        channel.runPendingTasks();

        assertThat(admitted).isEmpty();
        assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotLetARequestPassThatIsAnsweredWithNoLeaseAtOnce() {
        admit(resolved -> Mono.empty());

        assertThat(admitted).isEmpty();
        assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settlesALeaseThatIsGrantedAfterTheClientHasLeft() {
        Later later = new Later();
        admit(later).dispose();
        TestLifecycle.end(request, Outcome.CANCELLED);

        later.admit(settled::add);

        channel.runPendingTasks();
        assertThat(admitted).isEmpty();
        assertThat(settled).hasSize(1);
    }

    @Test
    void settlesOnceALeaseThatIsGrantedWhileTheRequestEnds() {
        admit(resolved -> Mono.fromSupplier(() -> {
            TestLifecycle.end(request, Outcome.CANCELLED);
            return settled::add;
        }));

        assertThat(settled).hasSize(1);
    }

    private Disposable admit(Admission admission) {
        return new AdmissionStep(admission).admit(request, channel.eventLoop()).subscribe(admitted::add, refused::add);
    }

    private static final class Later implements Admission {

        private boolean cancelled;
        private List<MonoSink<Lease>> sinks = new ArrayList<>();

        @Override
        public Mono<Lease> admit(Resolved request) {
            return Mono.create(sink -> {
                sinks.add(sink);
                sink.onCancel(() -> cancelled = true);
            });
        }

        void admit(Lease lease) {
            sinks.getFirst().success(lease);
        }
    }
}
