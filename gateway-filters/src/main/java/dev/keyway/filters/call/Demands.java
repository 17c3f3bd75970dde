package dev.keyway.filters.call;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.stored.Affinity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Key demands of a request's attempts: which keys and accounts are left, and until when one may wait. Does no I/O. */
final class Demands {

    /** How long the one attempt that may follow a late first byte can wait for its key. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final KeyDemand any;
    private final Affinity affinity;
    private final ItemSearch search;
    private final Set<String> avoidedKeys = new HashSet<>();
    private final Set<String> avoidedAccounts = new HashSet<>();
    private @Nullable String preferred;
    private boolean graceUsed;
    private boolean mayWait = true;

    /** @param any the request's demand for any key that can serve it */
    Demands(KeyDemand any, Affinity affinity) {
        this.any = any;
        this.affinity = affinity;
        this.search = new ItemSearch(affinity);
    }

    String model() {
        return any.model();
    }

    /** Whether the request was bound to one account from the beginning. */
    boolean isBound() {
        return affinity.onlyAccount() != null;
    }

    /** Whether one account alone can serve the request, for all that is known now. */
    boolean isOneAccountLeft() {
        return search.scope().only() != null;
    }

    /** Whether to go on with another account, since this one lacks what the request refers to. */
    boolean searchesOn(Failure failure, ProviderKey key) {
        return search.goesOn(failure, key.account());
    }

    /** Whether attempts may wait for a key from now on. */
    void mayWait(boolean may) {
        mayWait = may;
    }

    /** Whether attempts may wait for a key, since no other target is left that could be asked first. */
    boolean mayWait() {
        return mayWait;
    }

    /** A key was granted; where another was preferred, that one is not available. */
    void granted(ProviderKey key) {
        if (preferred != null && !preferred.equals(key.id())) {
            avoidedKeys.add(preferred);
        }
    }

    void avoid(ProviderKey key) {
        avoidedKeys.add(key.id());
    }

    void avoidAccount(ProviderKey key) {
        avoidedAccounts.add(key.account());
    }

    /** Demand for any key that is left. */
    KeyDemand any(Instant now, boolean lateFirstByte) {
        return demand(null, deadline(now, lateFirstByte), mayWait);
    }

    /** Demand for the same key once more, or another if it is not ready. */
    KeyDemand same(ProviderKey key, Instant now, boolean lateFirstByte) {
        return demand(key.id(), deadline(now, lateFirstByte), mayWait);
    }

    /** Demand for a key of another account, the reference key if it is ready; waits until a moment at the latest. */
    KeyDemand comparison(@Nullable String referenceKey, Instant latest) {
        KeyDemand demand = demand(referenceKey, any.deadline(), true);
        preferred = null;
        return latest.isBefore(demand.deadline()) ? demand.until(latest) : demand;
    }

    private KeyDemand demand(@Nullable String key, Instant deadline, boolean waits) {
        preferred = key;
        return new KeyDemand(
                any.model(),
                any.fairnessKey(),
                key,
                Set.copyOf(avoidedKeys),
                Set.copyOf(avoidedAccounts),
                deadline,
                search.scope(),
                any.cost(),
                any.conversation(),
                waits);
    }

    /** A late first byte may have used up all the time there was: one more attempt may start all the same. */
    private Instant deadline(Instant now, boolean lateFirstByte) {
        if (!graceUsed && lateFirstByte && now.isAfter(any.deadline())) {
            graceUsed = true;
            return now.plus(GRACE);
        }
        return any.deadline();
    }
}
