package dev.keyway.filters.call;

import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.request.Preparation;
import dev.keyway.filters.request.Prepared;
import dev.keyway.filters.stored.References;
import dev.keyway.filters.upstream.Response;
import dev.keyway.filters.upstream.transport.Loops;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Call: a request's targets, one after the other, until one responds or none is left. A target follows if the one before is
 * exhausted, which is never the request's own fault, or has no key ready; the request waits for a key only when no target has one.
 * All share one deadline and the bounds of attempts, and each is sent the original body as its own sanitizer makes it. Lives on one
 * event loop. {@link #close} ends it at any moment, leaving nothing behind.
 */
public final class Call {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final CallRequest request;
    private final CallDependencies dependencies;
    private final TargetTurns turns;
    private final AttemptCounts counts = new AttemptCounts();
    private final TargetCall.Owner owner = new Steps();

    private Prepared prepared;
    private TargetTurns.Turn turn;
    private CallHistory history;
    private TargetCall current;
    private @Nullable MonoSink<CallResponse> client;
    private boolean over;

    /** The error of the last target that attempts were made on; null before. */
    private @Nullable RuntimeException failed;

    /** @throws GatewayException if the request refers to what none of its targets can serve */
    public Call(CallRequest request, CallDependencies dependencies) {
        this.request = request;
        this.dependencies = dependencies;
        this.turns = TargetTurns.of(request, new References(dependencies.stored()));
        this.turn = Objects.requireNonNull(turns.next());
        this.prepared = prepared(request.first(), turn.target());
        TargetPlan plan = request.plan(prepared, turn.affinity());
        this.history = history(plan);
        this.current = new TargetCall(plan, dependencies, history, owner);
    }

    /** The first good response, or a {@link GatewayException}. */
    public Mono<CallResponse> response() {
        return Mono.create(sink -> Loops.run(request.loop(), () -> {
            client = sink;
            current.start();
        }));
    }

    /** Ends the call wherever it is: out of the queue, no further attempt, connection closed, buffers released. */
    public void close() {
        Loops.run(request.loop(), () -> {
            over = true;
            current.close();
            releaseBodies();
        });
    }

    /** The request for the target whose turn is first, which need not be the one that it was prepared for. */
    private static Prepared prepared(Prepared first, ServedModel target) {
        if (first.target().equals(target)) {
            return first;
        }
        Prepared other = Preparation.SANITIZED.prepare(first.admitted(), target);
        first.payload().release();
        first.track().retargeted(target.provider().id(), target.model());
        return other;
    }

    private CallHistory history(TargetPlan plan) {
        CallHistory known = turn.history();
        CallHistory its = known != null
                ? known
                : new CallHistory(
                        plan.provider().id(),
                        new Demands(plan.demand(), plan.affinity()),
                        dependencies.policy(),
                        counts);
        its.mayWait(turns.mayWait(turn));
        return its;
    }

    /** Whether there is a further target that can be sent the request, which is then the current one. */
    private boolean advance() {
        if (counts.areUsedUp() || !dependencies.clock().instant().isBefore(request.deadline())) {
            return false;
        }
        for (TargetTurns.Turn next = turns.next(); next != null; next = turns.next()) {
            try {
                prepared = Preparation.SANITIZED.prepare(request.admitted(), next.target());
                turn = next;
                TargetPlan plan = request.plan(prepared, next.affinity());
                history = history(plan);
                current = new TargetCall(plan, dependencies, history, owner);
                return true;
            } catch (GatewayException cannotServe) {
                LOG.debug(
                        "Target {} cannot be sent the request",
                        next.target().provider().id(),
                        cannotServe);
            }
        }
        return false;
    }

    private void releaseBodies() {
        prepared.lifecycle().releaseBodies();
    }

    /** Takes the steps that follow from the end of a target. */
    private final class Steps implements TargetCall.Owner {

        @Override
        public void responded(Response response, List<String> leftOut) {
            releaseBodies();
            prepared.track().firstByte(response.status());
            if (client != null) {
                client.success(new CallResponse(prepared.target(), dropped(leftOut), response));
            }
        }

        private List<String> dropped(List<String> leftOut) {
            if (leftOut.isEmpty()) {
                return prepared.dropped();
            }
            List<String> all = new ArrayList<>(prepared.dropped());
            all.addAll(leftOut);
            return all;
        }

        @Override
        public void ended(RuntimeException why, Outcome outcome, TargetCall.End end) {
            if (over) {
                return;
            }
            try {
                if (end == TargetCall.End.UNCOVERED && failed != null) {
                    fail(failed, outcome);
                    return;
                }
                if (end == TargetCall.End.NOT_READY) {
                    turns.again(turn, history);
                } else if (end != TargetCall.End.UNCOVERED) {
                    failed = why;
                }
                if (end != TargetCall.End.FINAL && advance()) {
                    ServedModel next = prepared.target();
                    prepared.track().retargeted(next.provider().id(), next.model());
                    current.start();
                    return;
                }
            } catch (RuntimeException | Error defect) {
                LOG.error(
                        "The next target of request {} could not be asked",
                        prepared.track().id(),
                        defect);
                current.close();
                fail(new IllegalStateException("The next target could not be asked", defect), Outcome.FAILED);
                return;
            }
            fail(why, outcome);
        }

        private void fail(RuntimeException why, Outcome outcome) {
            if (over) {
                return;
            }
            over = true;
            releaseBodies();
            prepared.track().over(outcome);
            if (client != null) {
                client.error(why);
            }
        }
    }
}
