package dev.keyway.filters.call;

import dev.keyway.filters.failover.AttemptHistory;
import dev.keyway.filters.failover.Charge;
import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.Verdict;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.keypool.ProviderKey;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.record.AttemptBooks;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.upstream.Answer;
import dev.keyway.filters.upstream.AnswerMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a request has been through: the failures so far, the keys it must not use again, and how to end it truthfully. */
final class CallLedger {

    /** How long the one attempt that may follow a late first byte can wait for its key. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** How long a comparison can wait for its key. */
    private static final Duration COMPARISON = Duration.ofSeconds(10);

    private final CallPlan plan;
    private final CallDesk desk;
    private final Map<String, Integer> attemptsByKey = new HashMap<>();
    private final Set<String> avoidedKeys = new HashSet<>();
    private final Set<String> avoidedAccounts = new HashSet<>();
    private final Set<String> suspects = new HashSet<>();
    private final ItemSearch search;
    private final KeptAnswer kept;

    private @Nullable Permit permit;
    private @Nullable String askedFor;
    private @Nullable Failure last;
    private @Nullable Doubt doubt;
    private long askedNanos;
    private Duration waited = Duration.ZERO;
    private int troubled;
    private int tooBig;
    private boolean graceUsed;
    private boolean forbiddenBefore;

    CallLedger(CallPlan plan, CallDesk desk) {
        this.plan = plan;
        this.desk = desk;
        this.search = new ItemSearch(plan.affinity());
        this.kept = new KeptAnswer(desk.stored(), plan);
    }

    /** Writes an attempt down before it is sent. */
    KeyedAttempt open(Permit granted, Consumer<Answer> answered, Consumer<Failure> failed) {
        if (askedFor != null && !askedFor.equals(granted.key().id())) {
            avoidedKeys.add(askedFor);
        }
        permit = granted;
        waited = Duration.ofNanos(System.nanoTime() - askedNanos);
        String key = granted.key().id();
        AttemptBooks.Entry entry = desk.books()
                .open(new AttemptOpened(
                        plan.track().id(),
                        plan.provider().id(),
                        plan.model(),
                        key,
                        desk.clock().instant()));
        attemptsByKey.merge(key, 1, Integer::sum);
        return new KeyedAttempt(plan, this, granted, entry, answered, failed);
    }

    /** The time. */
    Instant now() {
        return desk.clock().instant();
    }

    /** A key is asked for now. */
    void asking() {
        askedNanos = System.nanoTime();
    }

    /**
     * What a comparison asks for, once a request: the same of a key of another account. Null where the pool needs none.
     */
    @Nullable
    KeyDemand comparison(Failure refusal) {
        if (doubt != null || plan.affinity().onlyAccount() != null) {
            return null;
        }
        ProviderKey refusing = key().key();
        Comparison comparison = plan.provider()
                .pool()
                .compare(refusing.id(), plan.model(), plan.payload().digest());
        if (comparison == null) {
            return refusal.kind() == FailureClass.PERMISSION ? elsewhereOnce(refusing) : null;
        }
        doubt = new Doubt(refusal, refusing, comparison);
        avoidedKeys.add(refusing.id());
        avoidedAccounts.add(refusing.account());
        KeyDemand demand = demand(comparison.witness());
        askedFor = null;
        Instant latest = desk.clock().instant().plus(COMPARISON);
        return latest.isBefore(demand.deadline()) ? demand.until(latest) : demand;
    }

    /** A 403 that cannot be compared now is more likely the key's fault than the request's, so one more key may try. */
    private @Nullable KeyDemand elsewhereOnce(ProviderKey refusing) {
        if (forbiddenBefore) {
            return null;
        }
        forbiddenBefore = true;
        avoidedKeys.add(refusing.id());
        avoidedAccounts.add(refusing.account());
        return demand(null);
    }

    /** Whether a key is of no use, because it is of the account whose refusal is in doubt. */
    boolean isUseless(Permit granted) {
        return doubt != null && !doubt.isSettledBy(granted.key());
    }

    /** The first good bytes are there. */
    void answered() {
        if (doubt != null) {
            doubt.served();
        }
    }

    /** Counts a failed attempt. */
    AttemptHistory failed(Failure failure) {
        last = failure;
        if (doubt != null) {
            doubt.met(failure, key().key());
        }
        if (failure.kind().isProviderTrouble()) {
            troubled++;
        }
        if (failure.kind() == FailureClass.TOO_BIG) {
            tooBig++;
        }
        return new AttemptHistory(
                plan.track().attempts(),
                troubled,
                attemptsByKey.getOrDefault(key().key().id(), 0),
                tooBig,
                plan.payload().digest());
    }

    /** Releases the key with the charge that the policy decided. */
    void settleFailed(Charge charge) {
        if (charge instanceof Charge.Suspect) {
            suspects.add(key().key().id());
        }
        key().failed(charge);
    }

    /** The answer broke off on the client: charges the key, and there is no further attempt. */
    void broken(Failure failure) {
        settleFailed(desk.policy()
                .judge(failure, failed(failure), desk.clock().instant())
                .charge());
        unserved();
    }

    /** There is no further attempt. What another key then put down to the request itself speaks against no key. */
    void unserved() {
        over();
        boolean requestIsAtFault = last != null && last.mayBeTheRequestsFault();
        if (!suspects.isEmpty() && !requestIsAtFault) {
            plan.provider()
                    .pool()
                    .unserved(Set.copyOf(suspects), plan.model(), plan.payload().digest());
        }
    }

    /** Whatever has not been decided by now will not be. */
    void over() {
        if (doubt != null) {
            doubt.over();
        }
    }

    /** The request was served: a key that failed on it before was itself at fault. */
    void served() {
        suspects.remove(key().key().id());
        for (String suspect : suspects) {
            plan.provider().pool().servedElsewhere(suspect, plan.model());
        }
    }

    /** Whether the account of the key that failed lacks what the request refers to, and another may have it. */
    boolean looksElsewhere(Failure failure) {
        return plan.track().attempts() < FailoverPolicy.MAX_UPSTREAM_CALLS
                && search.goesOn(failure, key().key().account());
    }

    /** What an attempt asks for if any key will do that can serve the request. */
    KeyDemand anyKey() {
        return demand(null);
    }

    KeyDemand sameKeyAgain() {
        return demand(key().key().id());
    }

    /** Goes on to another key; the one that failed is left out unless it may serve this request again. */
    KeyDemand nextKey(Verdict verdict, boolean otherAccountFirst) {
        if (!verdict.keyMayServeAgain(desk.clock().instant())) {
            avoidedKeys.add(key().key().id());
        }
        if (otherAccountFirst) {
            avoidedAccounts.add(key().key().account());
        }
        return demand(null);
    }

    private KeyDemand demand(@Nullable String preferred) {
        askedFor = preferred;
        return new KeyDemand(
                        plan.model(),
                        plan.lane(),
                        preferred,
                        Set.copyOf(avoidedKeys),
                        Set.copyOf(avoidedAccounts),
                        deadline())
                .costing(plan.cost())
                .within(search.scope());
    }

    /** A late first byte may have used up all the time there was: one more attempt may start all the same. */
    private Instant deadline() {
        Instant now = desk.clock().instant();
        if (!graceUsed && last != null && last.kind() == FailureClass.TIMEOUT && now.isAfter(plan.deadline())) {
            graceUsed = true;
            return now.plus(GRACE);
        }
        return plan.deadline();
    }

    /** What the caller is told when there is no further attempt. */
    GatewayError error() {
        Failure failure = java.util.Objects.requireNonNull(last);
        Failure reported = doubt == null || failure.mayBeTheRequestsFault() ? failure : doubt.refusal();
        return CallErrors.of(reported, plan.model());
    }

    GatewayError refusedFor(Refusal refusal) {
        if (doubt != null) {
            return error();
        }
        GatewayError error = CallErrors.of(refusal, last, plan.model());
        return search.scope().only() == null
                ? error
                : CallErrors.ofOneAccount(error, plan.provider().id());
    }

    /** The error event that ends a stream which the client had begun to receive. */
    byte[] lastWord(Failure failure, AnswerMeter meter) {
        return plan.dialect()
                .streamError(CallErrors.broken(failure), plan.track().id(), meter.events());
    }

    /** Tells the observers of an attempt that is over. */
    AttemptRecord observed(String result, int status) {
        AttemptRecord attempt = new AttemptRecord(
                plan.provider().id(), plan.model(), key().key().id(), result, status, waited);
        desk.observers().forEach(observer -> observer.attempted(attempt));
        return attempt;
    }

    /** What the answer has named so far is remembered with its account. */
    void remember(AnswerMeter meter) {
        kept.remember(meter.ids(), key().key().account());
    }

    private Permit key() {
        return java.util.Objects.requireNonNull(permit);
    }
}
