package dev.keyway.filters.call;

import dev.keyway.filters.failover.AttemptHistory;
import dev.keyway.filters.failover.Charge;
import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.NextStep;
import dev.keyway.filters.failover.Verdict;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.ProviderKey;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.stored.Affinity;
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
 * Call history: the attempts of one request so far, and the next step that follows from them. Only decides: it does no I/O and
 * reads no clock.
 */
final class CallHistory {

    /** How long the one attempt that may follow a late first byte can wait for its key. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** How long a comparison can wait for its key. */
    private static final Duration COMPARISON = Duration.ofSeconds(10);

    private final String provider;
    private final KeyDemand any;
    private final Affinity affinity;
    private final ItemSearch search;
    private final FailoverPolicy policy;
    private final Map<String, Integer> attemptsByKey = new HashMap<>();
    private final Set<String> avoidedKeys = new HashSet<>();
    private final Set<String> avoidedAccounts = new HashSet<>();
    private final Set<String> suspects = new HashSet<>();

    private @Nullable String preferred;
    private @Nullable Failure last;
    private @Nullable Failure doubted;
    private @Nullable ProviderKey doubtedKey;
    private int attempts;
    private int troubled;
    private int tooBig;
    private boolean graceUsed;
    private boolean forbiddenBefore;

    /**
     * History of a request that has made no attempt yet.
     *
     * @param provider the provider's id
     * @param any the request's demand for any key that can serve it
     */
    CallHistory(String provider, KeyDemand any, Affinity affinity, FailoverPolicy policy) {
        this.provider = provider;
        this.any = any;
        this.affinity = affinity;
        this.search = new ItemSearch(affinity);
        this.policy = policy;
    }

    /** Penalty for the key of a failed attempt, and the next step. */
    record Decision(Charge penalty, CallStep step) {}

    /** Demand of the first attempt. */
    KeyDemand first(Instant now) {
        return demand(null, now);
    }

    /** Whether a key is useless because it belongs to the account whose refusal is in doubt. */
    boolean isUseless(ProviderKey granted) {
        return doubtedKey != null && granted.account().equals(doubtedKey.account());
    }

    /** An attempt with this key begins. */
    void attempted(ProviderKey key) {
        if (preferred != null && !preferred.equals(key.id())) {
            avoidedKeys.add(preferred);
        }
        attempts++;
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
        if (attempts < FailoverPolicy.MAX_UPSTREAM_CALLS && search.goesOn(failure, key.account())) {
            return new Decision(new Charge.Nothing(), after(Duration.ZERO, demand(null, now), now));
        }
        Verdict verdict = judge(key, failure, history, now);
        NextStep next = repair.getAsBoolean() ? new NextStep.SameKey(Duration.ZERO) : verdict.next();
        return new Decision(verdict.charge(), step(key, verdict, next, now));
    }

    /** Penalty for the key of a response that broke off on the client: there is no further attempt. */
    Charge broken(ProviderKey key, Failure failure, long body, Instant now) {
        return judge(key, failure, count(key, failure, body), now).charge();
    }

    /**
     * Demand of a comparison: the same for a key of another account.
     *
     * @param witness the key to ask if it is ready; null if any will do
     */
    KeyDemand compare(ProviderKey refusing, @Nullable String witness, Instant now) {
        doubted = last;
        doubtedKey = refusing;
        avoidedKeys.add(refusing.id());
        avoidedAccounts.add(refusing.account());
        KeyDemand demand = demand(witness, now);
        preferred = null;
        Instant latest = now.plus(COMPARISON);
        return latest.isBefore(demand.deadline()) ? demand.until(latest) : demand;
    }

    /**
     * Next step where no comparison is due: a 403 is more likely the key's fault than the request's, so that one more key may try.
     */
    CallStep withoutComparison(ProviderKey refusing, Instant now) {
        boolean isForbidden = last != null && last.kind() == FailureClass.PERMISSION;
        if (!isForbidden || forbiddenBefore) {
            return new CallStep.Stop(error());
        }
        forbiddenBefore = true;
        avoidedKeys.add(refusing.id());
        avoidedAccounts.add(refusing.account());
        return new CallStep.Ask(demand(null, now), Duration.ZERO);
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

    /** Error for the client when there is no further attempt. */
    GatewayError error() {
        Failure failure = Objects.requireNonNull(last);
        Failure reported = doubted == null || failure.mayBeTheRequestsFault() ? failure : doubted;
        return CallErrors.of(reported, any.model());
    }

    /** Error for the client when the pool refuses the next attempt. */
    GatewayError error(Refusal refusal) {
        if (doubted != null) {
            return error();
        }
        GatewayError error = CallErrors.of(refusal, last, any.model());
        return search.scope().only() == null ? error : CallErrors.ofOneAccount(error, provider);
    }

    private AttemptHistory count(ProviderKey key, Failure failure, long body) {
        last = failure;
        if (failure.kind().isProviderTrouble()) {
            troubled++;
        }
        if (failure.kind() == FailureClass.TOO_BIG) {
            tooBig++;
        }
        return new AttemptHistory(attempts, troubled, attemptsByKey.getOrDefault(key.id(), 0), tooBig, body);
    }

    private Verdict judge(ProviderKey key, Failure failure, AttemptHistory history, Instant now) {
        Verdict verdict = policy.judge(failure, history, now);
        if (verdict.charge() instanceof Charge.Suspect) {
            suspects.add(key.id());
        }
        return verdict;
    }

    private CallStep step(ProviderKey key, Verdict verdict, NextStep next, Instant now) {
        return switch (next) {
            case NextStep.Stop stop -> new CallStep.Stop(error());
            case NextStep.Compare compare -> mayCompare() ? new CallStep.Compare() : new CallStep.Stop(error());
            case NextStep.SameKey again -> after(again.after(), demand(key.id(), now), now);
            case NextStep.NextKey other -> {
                avoid(key, verdict, other, now);
                yield after(other.after(), demand(null, now), now);
            }
        };
    }

    /** Once per request, and not where no other account can serve it. */
    private boolean mayCompare() {
        return doubted == null && affinity.onlyAccount() == null;
    }

    private void avoid(ProviderKey key, Verdict verdict, NextStep.NextKey next, Instant now) {
        if (!verdict.keyMayServeAgain(now)) {
            avoidedKeys.add(key.id());
        }
        if (next.otherAccountFirst()) {
            avoidedAccounts.add(key.account());
        }
    }

    /** A pause beyond the deadline helps nobody: the next attempt starts now, or the pool says why not. */
    private CallStep after(Duration pause, KeyDemand demand, Instant now) {
        if (now.isAfter(demand.deadline())) {
            return new CallStep.Stop(error());
        }
        boolean isTooLong = now.plus(pause).isAfter(demand.deadline());
        return new CallStep.Ask(demand, isTooLong ? Duration.ZERO : pause);
    }

    private KeyDemand demand(@Nullable String key, Instant now) {
        preferred = key;
        return new KeyDemand(
                any.model(),
                any.lane(),
                key,
                Set.copyOf(avoidedKeys),
                Set.copyOf(avoidedAccounts),
                deadline(now),
                search.scope(),
                any.cost());
    }

    /** A late first byte may have used up all the time there was: one more attempt may start all the same. */
    private Instant deadline(Instant now) {
        if (!graceUsed && last != null && last.kind() == FailureClass.TIMEOUT && now.isAfter(any.deadline())) {
            graceUsed = true;
            return now.plus(GRACE);
        }
        return any.deadline();
    }
}
