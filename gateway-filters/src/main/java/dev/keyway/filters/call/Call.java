package dev.keyway.filters.call;

import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.request.Preparation;
import dev.keyway.filters.request.Prepared;
import dev.keyway.filters.stored.Affinity;
import dev.keyway.filters.stored.References;
import dev.keyway.filters.upstream.Response;
import dev.keyway.filters.upstream.transport.Loops;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Call: a request's targets, one after the other, until one responds or none is left. A target follows if the one before is
 * exhausted, which is never the request's own fault. All share one deadline, and each is sent the original body as its own
 * sanitizer makes it. Lives on one event loop. {@link #close} ends it at any moment, leaving nothing behind.
 */
public final class Call {

    private final CallRequest request;
    private final CallDependencies dependencies;
    private final References references;
    private final TargetCall.Owner owner = new Steps();

    private Prepared prepared;
    private TargetCall current;
    private @Nullable MonoSink<CallResponse> client;
    private int tried = 1;
    private boolean over;

    /** @throws GatewayException if the request refers to what its first target cannot serve */
    public Call(CallRequest request, CallDependencies dependencies) {
        this.request = request;
        this.dependencies = dependencies;
        this.references = new References(dependencies.stored());
        this.prepared = request.first();
        this.current = targetCall(request.affinity(prepared.target(), references));
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

    private TargetCall targetCall(Affinity affinity) {
        return new TargetCall(request.plan(prepared, affinity), dependencies, owner);
    }

    /** Whether there is a further target that can be sent the request, which is then the current one. */
    private boolean advance() {
        List<ServedModel> targets = request.targets();
        boolean mayCall = prepared.track().attempts() < FailoverPolicy.MAX_UPSTREAM_CALLS
                && dependencies.clock().instant().isBefore(request.deadline());
        while (mayCall && tried < targets.size()) {
            ServedModel target = targets.get(tried);
            tried++;
            try {
                Affinity affinity = request.affinity(target, references);
                prepared = Preparation.SANITIZED.prepare(request.admitted(), target);
                current = targetCall(affinity);
                return true;
            } catch (GatewayException cannotServe) {
                // The client is told what the target before it said.
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
        public void ended(RuntimeException why, Outcome outcome, boolean exhausted) {
            if (over) {
                return;
            }
            if (exhausted && advance()) {
                ServedModel next = prepared.target();
                prepared.track().retargeted(next.provider().id(), next.model());
                current.start();
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
