package dev.keyway.filters.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.RequestRefused;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.request.Admitted;
import dev.keyway.filters.request.Lease;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TestLifecycle;
import dev.keyway.filters.request.TestRequest;
import dev.keyway.filters.usage.UsageLog;
import dev.keyway.testkit.time.TestClock;
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
    private final List<RequestOpened> opened = new ArrayList<>();
    private final List<RequestClosed> closed = new ArrayList<>();
    private boolean isFull;

    @AfterEach
    void nothingIsHeld() {
        TestLifecycle.end(request, Outcome.COMPLETED);
        channel.finishAndReleaseAll();
        assertThat(test.budget.held()).isZero();
    }

    @Test
    void admitsAtOnceWhereNothingIsLimited() {
        admit(resolved -> Mono.just(Lease.NONE));

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

    @Test
    void opensTheUsageRecordOnceAdmitted() {
        Later later = new Later();
        admit(later);
        assertThat(opened).isEmpty();
        later.admit(settled::add);
        channel.runPendingTasks();

        assertThat(opened).singleElement().satisfies(record -> {
            assertThat(record.requestId()).isEqualTo("req_1");
            assertThat(record.operation()).isEqualTo("chat_completions");
            assertThat(record.askedModel()).isEqualTo("gpt-5");
            assertThat(record.alias()).isNull();
            assertThat(record.owner().token()).isEqualTo("tests");
            assertThat(record.date()).isEqualTo("2026-03-01");
            assertThat(record.heldNanos()).isPositive();
        });
    }

    @Test
    void refusesARequestThatCannotBeRecordedAndSettlesItsLease() {
        isFull = true;
        admit(resolved -> Mono.just(settled::add));

        assertThat(admitted).isEmpty();
        assertThat(refused).singleElement().isInstanceOf(GatewayException.class);
        TestLifecycle.end(request, Outcome.FAILED);
        assertThat(settled).hasSize(1);
    }

    @Test
    void closesTheUsageRecordWithTheRequest() {
        admit(resolved -> Mono.just(Lease.NONE));
        TestLifecycle.end(request, Outcome.CANCELLED);
        TestLifecycle.end(request, Outcome.COMPLETED);

        assertThat(closed)
                .singleElement()
                .satisfies(end -> assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED));
    }

    private final class Recorded implements UsageLog {

        @Override
        public UsageEntry open(RequestOpened request) {
            if (isFull) {
                throw new GatewayException(ErrorCode.ACCOUNTING_UNAVAILABLE, "full");
            }
            opened.add(request);
            return new UsageEntry() {
                @Override
                public Attempt attempt(AttemptOpened attempt) {
                    return Attempt.NONE;
                }

                @Override
                public void close(RequestClosed end) {
                    if (closed.isEmpty()) {
                        closed.add(end);
                    }
                }
            };
        }

        @Override
        public void refuse(RequestRefused refusal) {}
    }

    private Disposable admit(Admission admission) {
        UsageOpening opening = new UsageOpening(name -> false, new AnswerSizes(), TestClock.at("2026-03-01T12:00:00Z"));
        return new AdmissionStep(admission, new Recorded(), opening)
                .admit(request, channel.eventLoop())
                .subscribe(admitted::add, refused::add);
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
