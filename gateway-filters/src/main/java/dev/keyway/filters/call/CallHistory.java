package dev.keyway.filters.call;

import dev.keyway.filters.failover.AttemptHistory;
import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.NextStep;
import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.failover.Verdict;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Call history: the attempts of one request on one target so far, and the next step that follows from them. Only decides: it does no I/O and
 * reads no clock.
 */
final class CallHistory {

    /** How long a comparison can wait for its key. */
    private static final Duration COMPARISON = Duration.ofSeconds(10);

    /** Attempts that may end in the provider's trouble before the next target has its turn. */
    private static final int TROUBLED_BEFORE_NEXT_TARGET = 2;

    private final String provider;
    private final Demands demands;
    private final FailoverPolicy policy;
    private final AttemptCounts counts;
    private final Map<String, Integer> attemptsByKey = new HashMap<>();
    private final Set<String> suspects = new HashSet<>();

    private @Nullable Failure last;
    private @Nullable Failure doubted;
    private @Nullable ProviderKey doubtedKey;
    private int tooBig;
    private int troubled;
    private boolean forbiddenBefore;

    /**
     * History of a request that has made no attempt on its target yet.
     *
     * @param provider the provider's id
     * @param counts the request's attempts on all its targets
     */
    CallHistory(String provider, Demands demands, FailoverPolicy policy, AttemptCounts counts) {
        this.counts = counts;
        this.provider = provider;
        this.demands = demands;
        this.policy = policy;
    }

    /** Penalty for the key of a failed attempt, and the next step. */
    record Decision(Penalty penalty, CallStep step) {}

    /** Whether attempts may wait for a key from now on. */
    void mayWait(boolean may) {
        demands.mayWait(may);
    }

    /** Demand of the first attempt, or of the first one after the request has asked other targets. */
    KeyDemand first(Instant now) {
        return demands.any(now, false);
    }

    /** Whether a key is useless because it belongs to the account whose refusal is in doubt. */
    boolean isUseless(ProviderKey granted) {
        return doubtedKey != null && granted.account().equals(doubtedKey.account());
    }

    /** An attempt with this key begins. */
    void attempted(ProviderKey key) {
        demands.granted(key);
        counts.attempted();
        attemptsByKey.merge(key.id(), 1, Integer::sum);
    }

    /**
     * An attempt has failed before any of its response went to the client.
     *
     * @param body the digest of the request's body
     * @param repair repairs the request by what the failure names, and returns whether it did; called only if that matters
     */
    Decision failed(ProviderKey key, Failure failure, long body, BooleanSupplier repair, Instant now) {
        AttemptHistory history = count(key, failure, body);
        if (!counts.areUsedUp() && demands.searchesOn(failure, key)) {
            return new Decision(new Penalty.Nothing(), anyKey(Duration.ZERO, now));
        }
        Verdict verdict = judge(key, failure, history, now);
        NextStep next = repair.getAsBoolean() ? new NextStep.SameKey(Duration.ZERO) : verdict.next();
        return new Decision(verdict.penalty(), isTheNextTargetsTurn(failure) ? stop() : step(key, verdict, next, now));
    }

    /** Penalty for the key of a response that broke off on the client: there is no further attempt. */
    Penalty broken(ProviderKey key, Failure failure, long body, Instant now) {
        return judge(key, failure, count(key, failure, body), now).penalty();
    }

    /**
     * Demand of a comparison: the same for a key of another account.
     *
     * @param referenceKey the reference key, asked if it is ready; null if any key will do
     */
    KeyDemand compare(ProviderKey refusing, @Nullable String referenceKey, Instant now) {
        doubted = last;
        doubtedKey = refusing;
        demands.avoid(refusing);
        demands.avoidAccount(refusing);
        return demands.comparison(referenceKey, now.plus(COMPARISON));
    }

    /**
     * Next step where no comparison is due: a 403 is more likely the key's fault than the request's, so that one more key may try.
     */
    CallStep withoutComparison(ProviderKey refusing, Instant now) {
        boolean isForbidden = last != null && last.kind() == FailureClass.PERMISSION;
        if (!isForbidden || forbiddenBefore) {
            return stop();
        }
        forbiddenBefore = true;
        demands.avoid(refusing);
        demands.avoidAccount(refusing);
        return new CallStep.Ask(demands.any(now, false), Duration.ZERO);
    }

    /** Keys whose failure on this request was their own, since this key has served it. */
    Set<String> suspectsBesides(ProviderKey served) {
        Set<String> others = new HashSet<>(suspects);
        others.remove(served.id());
        return others;
    }

    /** Keys that the request has failed on and is not itself the cause for, now that it is not served. */
    Set<String> unservedSuspects() {
        boolean requestIsAtFault = last != null && last.mayBeTheRequestsFault();
        return requestIsAtFault ? Set.of() : Set.copyOf(suspects);
    }

    /** The step where there is no further attempt on this target: its error is that of the failure that says most. */
    CallStep.Stop stop() {
        Failure failure = Objects.requireNonNull(last);
        Failure reported = doubted == null || failure.mayBeTheRequestsFault() ? failure : doubted;
        return new CallStep.Stop(CallErrors.of(reported, demands.model()), mayBeServedElsewhere(reported));
    }

    /** The step where the pool refuses the next attempt. */
    CallStep.Stop stop(Refusal refusal) {
        if (doubted != null) {
            return stop();
        }
        GatewayError error = CallErrors.of(refusal, last, demands.model());
        return new CallStep.Stop(
                demands.isOneAccountLeft() ? CallErrors.ofOneAccount(error, provider) : error,
                last == null || mayBeServedElsewhere(last));
    }

    /** What the request itself causes, its size included, no other target would serve either. */
    private static boolean mayBeServedElsewhere(Failure failure) {
        return !failure.kind().isTheRequestsFault() && failure.kind() != FailureClass.TOO_BIG;
    }

    /** Otherwise the pauses on a provider that is down would use up the attempts and the time of the request. */
    private boolean isTheNextTargetsTurn(Failure failure) {
        return failure.kind().isProviderTrouble() && troubled >= TROUBLED_BEFORE_NEXT_TARGET && !demands.mayWait();
    }

    private AttemptHistory count(ProviderKey key, Failure failure, long body) {
        last = failure;
        if (failure.kind().isProviderTrouble()) {
            counts.troubled();
            troubled++;
        }
        if (failure.kind() == FailureClass.TOO_BIG) {
            tooBig++;
        }
        return new AttemptHistory(
                counts.attempts(), counts.troubledAttempts(), attemptsByKey.getOrDefault(key.id(), 0), tooBig, body);
    }

    private Verdict judge(ProviderKey key, Failure failure, AttemptHistory history, Instant now) {
        Verdict verdict = policy.judge(failure, history, now);
        if (verdict.penalty() instanceof Penalty.Suspect) {
            suspects.add(key.id());
        }
        return verdict;
    }

    private CallStep step(ProviderKey key, Verdict verdict, NextStep next, Instant now) {
        return switch (next) {
            case NextStep.Stop stop -> stop();
            case NextStep.Compare compare -> mayCompare() ? new CallStep.Compare() : stop();
            case NextStep.SameKey again -> after(again.after(), demands.same(key, now, wasLate()), now);
            case NextStep.NextKey other -> {
                if (!verdict.keyMayServeAgain(now)) {
                    demands.avoid(key);
                }
                if (other.otherAccountFirst()) {
                    demands.avoidAccount(key);
                }
                yield anyKey(other.after(), now);
            }
        };
    }

    /** Once per request, and not where no other account can serve it. */
    private boolean mayCompare() {
        return doubted == null && !demands.isBound();
    }

    private CallStep anyKey(Duration pause, Instant now) {
        return after(pause, demands.any(now, wasLate()), now);
    }

    private boolean wasLate() {
        return last != null && last.kind() == FailureClass.TIMEOUT;
    }

    /** A pause beyond the deadline helps nobody: the next attempt starts now, or the pool says why not. */
    private CallStep after(Duration pause, KeyDemand demand, Instant now) {
        if (now.isAfter(demand.deadline())) {
            return stop();
        }
        boolean isTooLong = now.plus(pause).isAfter(demand.deadline());
        return new CallStep.Ask(demand, isTooLong ? Duration.ZERO : pause);
    }
}
