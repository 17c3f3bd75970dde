package dev.keyway.filters.call;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.upstream.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Target call: a request's attempts on one target, one after the other, until one is answered or none is left. Has a
 * {@link KeyRequest} ask for a key, has the attempt made, and takes the step that the {@link CallHistory} decides. Lives on one event
 * loop. {@link #close} ends it at any moment, leaving nothing behind.
 */
final class TargetCall {

    private static final Logger LOG = LoggerFactory.getLogger(TargetCall.class);

    /** A key that is ready is there sooner. */
    private static final Duration NOTICEABLE = Duration.ofMillis(2);

    private final TargetPlan plan;
    private final CallDependencies dependencies;
    private final InstantSource clock;
    private final KeyPool pool;
    private final CallHistory history;
    private final Repair repair;
    private final Owner owner;
    private final KeyRequest.Owner keys = new Keys();
    private final Attempt.Owner steps = new Steps();

    private @Nullable KeyRequest asked;
    private @Nullable Attempt attempt;
    private @Nullable CallStep next;
    private @Nullable Doubt doubt;
    private @Nullable Failure last;
    private String chosen = "";
    private boolean over;

    /** @param history the attempts that the request has made on this target before */
    TargetCall(TargetPlan plan, CallDependencies dependencies, CallHistory history, Owner owner) {
        this.plan = plan;
        this.dependencies = dependencies;
        this.clock = dependencies.clock();
        this.pool = plan.provider().pool();
        this.history = history;
        this.repair = new Repair(plan);
        this.owner = owner;
    }

    /** Owner of a target call: the call, which decides what follows from its end. */
    interface Owner {

        /**
         * The target has responded.
         *
         * @param leftOut members that were left out because the provider refuses them
         */
        void responded(Response response, List<String> leftOut);

        /**
         * The target has not responded, and no attempt is under way.
         *
         * @param why the error for the client if there is no further target
         */
        void ended(RuntimeException why, Outcome outcome, End end);
    }

    /** What the end of a target call says of the other targets. */
    enum End {
        /** No other target would serve the request. */
        FINAL,
        /** No budget covers an attempt on this target, and none was made: a cheaper target may serve the request. */
        UNCOVERED,
        /** Another target may serve it. */
        EXHAUSTED,
        /** Another target may serve it, and so may this one later: no key was ready, and the request did not wait for one. */
        NOT_READY
    }

    /** Asks for the first key. Called once, on the loop. */
    void start() {
        ask(history.first(clock.instant()), Duration.ZERO);
    }

    /** Ends the attempts wherever they are: out of the queue, no further attempt, connection closed, payload released. */
    void close() {
        over = true;
        endComparison();
        stopAsking();
        if (attempt != null) {
            attempt.cancel();
        }
        plan.payload().release();
    }

    private void ask(KeyDemand demand, Duration pause) {
        if (over) {
            return;
        }
        asked = new KeyRequest(plan.loop(), pool, demand, keys);
        asked.start(pause);
    }

    private void take(CallStep step, ProviderKey failed) {
        try {
            switch (step) {
                case CallStep.Stop stop -> giveUp(stop);
                case CallStep.Compare compare -> compare(failed);
                case CallStep.Ask further -> ask(further.demand(), further.pause());
            }
        } catch (RuntimeException | Error defect) {
            end(reported(defect), Outcome.FAILED, End.FINAL);
        }
    }

    private static RuntimeException reported(Throwable defect) {
        return defect instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("The attempt could not be started", defect);
    }

    private void compare(ProviderKey refusing) {
        Comparison comparison =
                pool.compare(refusing.id(), plan.model(), plan.payload().digest());
        if (comparison == null) {
            take(history.withoutComparison(refusing, clock.instant()), refusing);
            return;
        }
        doubt = new Doubt(Objects.requireNonNull(last), comparison);
        ask(history.compare(refusing, comparison.referenceKey(), clock.instant()), Duration.ZERO);
        if (attempt == null) {
            comparison.waits();
        }
    }

    private void giveUp(CallStep.Stop stop) {
        GatewayError error = stop.error();
        end(new GatewayException(error), outcome(error), stop.elsewhere() ? End.EXHAUSTED : End.FINAL);
    }

    private static Outcome outcome(GatewayError error) {
        return error.origin() == GatewayError.Origin.PROVIDER ? Outcome.REFUSED : Outcome.FAILED;
    }

    private void end(RuntimeException why, Outcome outcome, End end) {
        if (over) {
            return;
        }
        over = true;
        stopAsking();
        unserved();
        plan.payload().release();
        owner.ended(why, outcome, end);
    }

    private void stopAsking() {
        if (asked != null) {
            asked.cancel();
        }
    }

    private void unserved() {
        endComparison();
        Set<String> suspects = history.unservedSuspects();
        if (!suspects.isEmpty()) {
            pool.unserved(suspects, plan.model(), plan.payload().digest());
        }
    }

    private void endComparison() {
        if (doubt != null) {
            doubt.over();
        }
    }

    /** Takes the steps that follow from the pool's answer to a key request. */
    private final class Keys implements KeyRequest.Owner {

        @Override
        public void granted(Permit permit, Duration waited) {
            chosen = reason(permit.key(), waited);
            if (history.isUseless(permit.key())) {
                permit.abandoned();
                giveUp(history.stop());
            } else {
                start(new Attempt(plan, dependencies, permit, waited, steps));
            }
        }

        private String reason(ProviderKey key, Duration waited) {
            KeyDemand demand = asked == null ? plan.demand() : asked.demand();
            if (doubt != null) {
                return "comparison";
            }
            if (key.id().equals(demand.preferredKey())) {
                return "same_key";
            }
            if (demand.accounts().only() != null) {
                return "stored_response";
            }
            return waited.compareTo(NOTICEABLE) > 0
                    ? "queue"
                    : plan.provider().settings().rotation().name().toLowerCase(Locale.ROOT);
        }

        private void start(Attempt granted) {
            attempt = granted;
            history.attempted(granted.key());
            try {
                granted.start();
            } catch (UncoveredException uncovered) {
                granted.abort();
                uncovered(uncovered);
            } catch (GatewayException refused) {
                granted.abort();
                end(refused, outcome(refused.error()), End.FINAL);
            } catch (RuntimeException | Error defect) {
                granted.abort();
                failed(defect);
            }
        }

        /** The request ends as it would have without this attempt. */
        private void uncovered(UncoveredException uncovered) {
            GatewayException why = last == null
                    ? uncovered.refusal()
                    : new GatewayException(history.stop().error());
            end(why, outcome(why.error()), last == null ? End.UNCOVERED : End.FINAL);
        }

        @Override
        public void refused(Refusal refusal, KeyDemand demand) {
            if (asked != null) {
                plan.track().queued(asked.waited());
            }
            CallStep.Stop stop = history.stop(refusal);
            boolean isUnready =
                    !demand.mayWait() && (refusal instanceof Refusal.Busy || refusal instanceof Refusal.HeldBack);
            if (isUnready && stop.elsewhere()) {
                end(new GatewayException(stop.error()), outcome(stop.error()), End.NOT_READY);
            } else {
                giveUp(stop);
            }
        }

        @Override
        public void failed(Throwable defect) {
            end(reported(defect), Outcome.FAILED, End.FINAL);
        }
    }

    /** Takes the steps that follow from the end of an attempt. */
    private final class Steps implements Attempt.Owner {

        @Override
        public String chosen() {
            return chosen;
        }

        @Override
        public String next() {
            return CallStep.label(next);
        }

        @Override
        public void respond(Response response) {
            if (!response.complete()) {
                // It may break off, and the failure then counts for this body.
                plan.payload().digest();
            }
            plan.payload().release();
            if (doubt != null) {
                doubt.served();
            }
            repair.served();
            owner.responded(response, repair.leftOut());
        }

        @Override
        public Penalty penalize(ProviderKey key, Failure met, Outcome outcome) {
            try {
                return decide(key, met, outcome);
            } catch (RuntimeException | OutOfMemoryError defect) {
                LOG.error("The step after a failed attempt could not be decided; the request ends", defect);
                next = new CallStep.Stop(CallErrors.of(met, plan.model()), false);
                return new Penalty.Nothing();
            }
        }

        private Penalty decide(ProviderKey key, Failure met, Outcome outcome) {
            Instant now = clock.instant();
            long body = plan.payload().digest();
            if (outcome == Outcome.BROKEN) {
                failed(key, met);
                return history.broken(key, met, body, now);
            }
            boolean listed = dependencies.models().providerLists(plan.provider().id(), plan.model());
            Failure failure = OverlongContext.reconsider(listed ? met.forListedModel() : met, plan);
            failed(key, failure);
            CallHistory.Decision decision = history.failed(key, failure, body, () -> repair.mends(failure), now);
            next = decision.step();
            return decision.penalty();
        }

        private void failed(ProviderKey key, Failure failure) {
            last = failure;
            if (doubt != null) {
                doubt.failed(key, failure);
            }
        }

        @Override
        public void ended(ProviderKey key, Outcome outcome) {
            switch (outcome) {
                case FAILED -> {
                    attempt = null;
                    take(Objects.requireNonNull(next), key);
                }
                case BROKEN -> unserved();
                case COMPLETED ->
                    history.suspectsBesides(key).forEach(suspect -> pool.servedElsewhere(suspect, plan.model()));
                case REFUSED, CANCELLED, INTERRUPTED -> {}
            }
        }
    }
}
