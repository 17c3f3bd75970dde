package dev.keyway.filters.call;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptObservers;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.UsageEntry;
import dev.keyway.filters.upstream.AttemptListener;
import dev.keyway.filters.upstream.Response;
import dev.keyway.filters.upstream.ResponseEnd;
import dev.keyway.filters.upstream.UpstreamCall;
import dev.keyway.filters.upstream.transport.UpstreamRequest;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Attempt: one request to the provider with one key. Owns the key's permit. However it ends, in one place and once, its usage
 * record is closed, the permit is released, and the attempt is reported.
 */
final class Attempt implements AttemptListener {

    private static final byte[] NOTHING = {};
    private static final long PROGRESS_NANOS = Duration.ofSeconds(10).toNanos();

    private final TargetPlan plan;
    private final CallDependencies dependencies;
    private final Permit permit;
    private final AttemptReport report;
    private final Owner owner;
    private final StoredResponse stored;
    private final UpstreamCall upstream;

    private UsageEntry.Attempt recorded = UsageEntry.Attempt.NONE;
    private Instant began = Instant.EPOCH;
    private long beganNanos;
    private long progressNanos;
    private long heldNanos;
    private @Nullable Duration firstByte;
    private @Nullable AttemptObservation observation;
    private @Nullable Response response;
    private int status;
    private boolean ended;

    /**
     * An attempt that is not sent yet.
     *
     * @param waited how long the request waited for the permit
     */
    Attempt(TargetPlan plan, CallDependencies dependencies, Permit permit, Duration waited, Owner owner) {
        plan.track().queued(waited);
        this.plan = plan;
        this.dependencies = dependencies;
        this.permit = permit;
        this.report = new AttemptReport(plan, permit.key(), waited);
        this.owner = owner;
        this.stored = new StoredResponse(dependencies.stored(), plan);
        this.upstream = new UpstreamCall(plan.loop(), AttemptPlans.of(plan), this);
    }

    /** Owner of an attempt: decides what follows from its end. */
    interface Owner {

        /** Why the key was chosen. */
        String chosen();

        /** What follows from the failure that was last judged. */
        String next();

        /** The response may be passed on to the client. */
        void respond(Response response);

        /** Penalty for the key of an attempt that failed, or whose response broke off. */
        Penalty penalize(ProviderKey key, Failure failure, Outcome outcome);

        /** The attempt has ended by itself, and its permit is released. */
        void ended(ProviderKey key, Outcome outcome);
    }

    ProviderKey key() {
        return permit.key();
    }

    /**
     * Opens the usage record and sends the request.
     *
     * @throws UncoveredException if a budget does not cover it
     * @throws GatewayException if there is no room for the record
     * @throws io.netty.util.IllegalReferenceCountException if the payload has been released, which is a defect of the gateway's and must
     *     not count as a failure of the provider's
     */
    void start() {
        plan.payload().requireHeld();
        UpstreamRequest request = AttemptPlans.request(key(), plan);
        began = dependencies.clock().instant();
        beganNanos = System.nanoTime();
        progressNanos = beganNanos;
        AttemptUsage expected = ExpectedUsage.of(plan, dependencies.sizes(), began);
        heldNanos = plan.cover().hold(plan, expected, began);
        recorded = plan.track().entry().attempt(report.opened(owner.chosen(), expected, heldNanos, began));
        observation = AttemptObservation.NONE;
        AttemptHead head = report.head(plan.track().attempting(key().id()), request);
        observation = AttemptObservers.of(plan.track().observation().onAttempt(head, plan.payload()::duplicate));
        String traceparent = observation.traceparent();
        if (traceparent != null) {
            request.headers().set("traceparent", traceparent);
        }
        upstream.start(plan.provider().upstream(), request);
    }

    /** Ends the attempt wherever it is: the client left, or the attempt is not needed. Closes the connection. */
    void cancel() {
        stop(Outcome.CANCELLED);
    }

    /** Ends the attempt because it could not be started. */
    void abort() {
        stop(Outcome.FAILED);
    }

    @Override
    public void onHead(int responseStatus, HttpHeaders headers) {
        if (observation != null) {
            observation.onHead(responseStatus, headers);
        }
        List<QuotaReading> limits =
                plan.provider().quotas().read(headers::get, dependencies.clock().instant());
        if (!limits.isEmpty()) {
            permit.heard(limits);
        }
    }

    @Override
    public void onChunk(ByteBuf bytes) {
        if (observation != null) {
            observation.onChunk(bytes);
        }
        if (System.nanoTime() - progressNanos > PROGRESS_NANOS) {
            progressNanos = System.nanoTime();
            recorded.progress(cost().of(Outcome.BROKEN, null, upstream.stage(), upstream.extractor()));
        }
    }

    @Override
    public void onFailed(Failure failure) {
        Penalty penalty = owner.penalize(key(), failure, Outcome.FAILED);
        end(Outcome.FAILED, failure, failure.status(), owner.next(), held -> held.failed(penalty));
        owner.ended(key(), Outcome.FAILED);
    }

    @Override
    public void onResponse(Response begun) {
        response = begun;
        status = begun.status();
        firstByte = sinceBeginning();
        remember();
        if (observation != null) {
            observation.onResponse();
        }
        if (!begun.complete()) {
            owner.respond(begun);
        }
    }

    @Override
    public byte[] onEnded(ResponseEnd end) {
        remember();
        return switch (end) {
            case ResponseEnd.Complete complete -> {
                complete();
                yield NOTHING;
            }
            case ResponseEnd.Broken broken -> broken(broken.failure());
            case ResponseEnd.Cut cut -> cut(cut.error());
            case ResponseEnd.ClientGone gone -> {
                end(Outcome.CANCELLED, null, status, null, Permit::abandoned);
                yield NOTHING;
            }
        };
    }

    private void complete() {
        end(Outcome.COMPLETED, null, status, null, Permit::served);
        owner.ended(key(), Outcome.COMPLETED);
        if (response != null && response.complete()) {
            owner.respond(response);
        }
    }

    /** @return the error event that ends a stream which the client had begun to receive */
    private byte[] broken(Failure failure) {
        Penalty penalty = owner.penalize(key(), failure, Outcome.BROKEN);
        GatewayError error = CallErrors.broken(failure);
        plan.track().erredMidway(error);
        end(Outcome.BROKEN, failure, status, "stop", held -> held.failed(penalty));
        owner.ended(key(), Outcome.BROKEN);
        return streamError(error);
    }

    /** Charges the key with nothing: the provider did what it was asked. */
    private byte[] cut(GatewayError error) {
        plan.track().erredMidway(error);
        plan.track().over(Outcome.BROKEN);
        end(Outcome.CANCELLED, null, status, null, Permit::abandoned);
        return streamError(error);
    }

    private byte[] streamError(GatewayError error) {
        return plan.dialect()
                .streamError(error, plan.track().id(), upstream.extractor().events());
    }

    private void stop(Outcome outcome) {
        upstream.cancel();
        end(outcome, null, status, null, Permit::abandoned);
    }

    private void end(
            Outcome outcome,
            @Nullable Failure failure,
            int responseStatus,
            @Nullable String next,
            Consumer<Permit> release) {
        if (ended) {
            return;
        }
        ended = true;
        try {
            if (observation != null) {
                AttemptUsage usage = cost().of(outcome, failure, upstream.stage(), upstream.extractor())
                        .bookedUnder(heldNanos);
                AttemptRecord record = report.ended(outcome, failure, responseStatus, usage);
                recorded.close(new AttemptClosed(record, next, firstByte, sinceBeginning()));
                plan.track().attempted(record);
                learn(outcome, usage);
                observation.onEnded(record);
            }
        } finally {
            release.accept(permit);
        }
    }

    /** Priced by the list of its beginning. */
    private CallCost cost() {
        return CallCost.of(plan, began);
    }

    private void learn(Outcome outcome, AttemptUsage usage) {
        if (outcome == Outcome.COMPLETED && !usage.estimated()) {
            dependencies
                    .sizes()
                    .answered(
                            plan.provider().id(),
                            plan.model(),
                            plan.fairnessKey(),
                            usage.tokens().completionTokens());
        }
    }

    private Duration sinceBeginning() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    private void remember() {
        stored.remember(upstream.extractor().ids(), key().account());
    }
}
