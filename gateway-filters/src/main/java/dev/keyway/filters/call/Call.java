package dev.keyway.filters.call;

import dev.keyway.filters.failover.AttemptHistory;
import dev.keyway.filters.failover.Charge;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.NextStep;
import dev.keyway.filters.failover.Verdict;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.KeyListener;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.upstream.Answer;
import dev.keyway.filters.upstream.Loops;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A request's attempts, one after the other, until one is answered or none is left: key, call, judgement, next step.
 * Lives on one event loop. {@link #close} ends it at any moment, leaving nothing behind.
 */
public final class Call {

    private final CallPlan plan;
    private final CallDesk desk;
    private final InstantSource clock;
    private final CallLedger ledger;
    private final Repair repair;

    private @Nullable MonoSink<Answer> client;
    private @Nullable Runnable waiting;
    private @Nullable Future<?> pause;
    private @Nullable KeyedAttempt attempt;
    private boolean over;

    public Call(CallPlan plan, CallDesk desk) {
        this.plan = plan;
        this.desk = desk;
        this.clock = desk.clock();
        this.ledger = new CallLedger(plan, desk);
        this.repair = new Repair(plan, desk);
    }

    /** The first good answer, or a {@link GatewayException}. */
    public Mono<Answer> answer() {
        return Mono.create(sink -> Loops.run(plan.loop(), () -> {
            client = sink;
            askForKey(ledger.anyKey());
        }));
    }

    /** The members that were left out because the provider refuses them; known once there is an answer. */
    public List<String> leftOut() {
        return repair.leftOut();
    }

    /** Ends the call wherever it is: out of the queue, no further attempt, connection closed, buffers released. */
    public void close() {
        Loops.run(plan.loop(), () -> {
            over = true;
            ledger.over();
            if (waiting != null) {
                waiting.run();
            }
            if (pause != null) {
                pause.cancel(false);
            }
            if (attempt != null) {
                attempt.cancel();
            }
            plan.payload().release();
        });
    }

    private void askForKey(KeyDemand demand) {
        if (over) {
            return;
        }
        ledger.asking();
        waiting = plan.provider().pool().acquire(demand, new KeyListener() {
            @Override
            public void granted(Permit permit) {
                if (!Loops.run(plan.loop(), () -> attemptWith(permit))) {
                    permit.abandoned();
                }
            }

            @Override
            public void refused(Refusal refusal) {
                Loops.run(plan.loop(), () -> giveUp(ledger.refusedFor(refusal)));
            }
        });
    }

    private void attemptWith(Permit permit) {
        if (over) {
            permit.abandoned();
            return;
        }
        waiting = null;
        if (ledger.isUseless(permit)) {
            permit.abandoned();
            giveUp(ledger.error());
            return;
        }
        try {
            attempt = ledger.open(permit, this::answered, this::failed);
            attempt.start();
        } catch (GatewayException noRoom) {
            permit.abandoned();
            giveUp(noRoom.error());
        } catch (RuntimeException defect) {
            permit.abandoned();
            end(defect, Outcome.FAILED);
        }
    }

    private void answered(Answer answer) {
        plan.payload().release();
        ledger.answered();
        repair.served();
        plan.track().firstByte(answer.status());
        if (client != null) {
            client.success(answer);
        }
    }

    private void failed(Failure met) {
        boolean listed = desk.models().providerLists(plan.provider().id(), plan.model());
        Failure failure = OverlongContext.reconsider(listed ? met.forListedModel() : met, plan);
        AttemptHistory history = ledger.failed(failure);
        if (ledger.looksElsewhere(failure)) {
            ledger.settleFailed(new Charge.Nothing());
            attempt = null;
            after(Duration.ZERO, ledger.anyKey());
            return;
        }
        Verdict verdict = desk.policy().judge(failure, history, clock.instant());
        ledger.settleFailed(verdict.charge());
        attempt = null;
        NextStep next = repair.mends(failure) ? new NextStep.SameKey(Duration.ZERO) : verdict.next();
        switch (next) {
            case NextStep.Stop stop -> giveUp(ledger.error());
            case NextStep.Compare comparing -> {
                KeyDemand other = ledger.comparison(failure);
                if (other == null) {
                    giveUp(ledger.error());
                } else {
                    askForKey(other);
                }
            }
            case NextStep.SameKey again -> after(again.after(), ledger.sameKeyAgain());
            case NextStep.NextKey other -> after(other.after(), ledger.nextKey(verdict, other.otherAccountFirst()));
        }
    }

    private void after(Duration wait, KeyDemand demand) {
        if (over) {
            return;
        }
        Instant now = clock.instant();
        if (now.isAfter(demand.deadline())) {
            giveUp(ledger.error());
        } else if (wait.isZero() || now.plus(wait).isAfter(demand.deadline())) {
            // A pause that outlasts the caller's patience helps nobody: the next attempt starts now, or the pool says
            // why not.
            askForKey(demand);
        } else {
            pause = plan.loop().schedule(() -> askForKey(demand), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void giveUp(GatewayError error) {
        end(
                new GatewayException(error),
                error.origin() == GatewayError.Origin.PROVIDER ? Outcome.REFUSED : Outcome.FAILED);
    }

    private void end(RuntimeException why, Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        ledger.unserved();
        plan.payload().release();
        plan.track().over(outcome);
        if (client != null) {
            client.error(why);
        }
    }
}
