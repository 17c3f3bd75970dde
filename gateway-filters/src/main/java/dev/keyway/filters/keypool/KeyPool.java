package dev.keyway.filters.keypool;

import dev.keyway.filters.model.ProviderKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one provider. */
public interface KeyPool {

    /**
     * Asks for a key. The listener may be called before this returns.
     *
     * @return cancels the wait; does nothing once the listener was called, or if another thread is about to call it:
     *     whoever is granted a permit that is no longer wanted abandons it
     */
    Runnable acquire(KeyDemand demand, KeyListener listener);

    /**
     * Another key then served the request on which this key had failed, so the failure was the key's: puts it on the
     * backoff for that model.
     */
    void servedElsewhere(String failedKeyId, String model);

    /**
     * A request ended without being served, and some of its attempts were penalized as {@code Suspect}. Where that was on one
     * key alone it speaks against the key; on several, against none.
     *
     * @param failedKeyIds the keys of those attempts
     * @param body the digest that the penalties named
     */
    void unserved(Set<String> failedKeyIds, String model, long body);

    /**
     * A key has refused a request in words that no rule knows. Where that key has not served the model lately, the same
     * request is due once to a key of another account.
     *
     * @param body the digest of the request's body, as two different requests are needed to penalty the key
     * @return null if no comparison is due; else the caller ends it
     */
    @Nullable
    Comparison compare(String refusingKeyId, String model, long body);

    /**
     * Takes over a new list of keys and settings. Keys that stay keep their state; calls on keys that go end as ever, and
     * show nothing any more.
     */
    void update(List<ProviderKey> keys, PoolSettings settings);

    /**
     * Ends all cooldowns of a key, those of its account included, and its backoff; a key that was rejected, or whose account had no
     * quota, is tried by one call at a time until one succeeds. Does nothing for an unknown key.
     */
    void clearCooldowns(String keyId);

    /** What must survive a restart, which is all that is known of each key. */
    PoolState snapshot();

    /** What is known of one key, as {@link #snapshot} has it; null if the pool does not have the key. */
    default PoolState.@Nullable Key state(String keyId) {
        return snapshot().keys().get(keyId);
    }

    /** Keys that are not {@linkplain KeyActivity#NONE idle}, by ID. */
    default Map<String, KeyActivity> activity() {
        return Map.of();
    }

    /** No new call will come: those under way end as ever, and after them nothing refers to the pool. */
    void retire();

    /**
     * How many calls the keys that do not cool may have in flight, over all models that are in use; 0 where that has no bound.
     */
    long concurrency();

    /** Keys by state, for {@code /v1/providers} and the metrics. */
    PoolCounts counts();
}
