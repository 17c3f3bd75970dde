package dev.keyway.filters.keypool;

import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.RequestCost;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Key demand: what an attempt asks of the pool.
 *
 * @param model the provider's model name
 * @param fairnessKey whose place in the fair queue it takes: that of a team, or one constant where there are no teams
 * @param preferredKey the key to use again if it is ready, for a second try on the same key
 * @param avoidedKeys keys that must not serve this request any more
 * @param avoidedAccounts accounts to use only if no other can serve
 * @param deadline until when it may wait
 * @param accounts which accounts can serve it at all
 * @param cost what it will take from the key's limits
 * @param conversation digest of the conversation that it belongs to, for {@link dev.keyway.filters.model.Strategy#AFFINITY}; 0 for none
 * @param mayWait whether it may wait in the queue; otherwise it is refused unless a key is ready
 */
public record KeyDemand(
        String model,
        String fairnessKey,
        @Nullable String preferredKey,
        Set<String> avoidedKeys,
        Set<String> avoidedAccounts,
        Instant deadline,
        AccountScope accounts,
        RequestCost cost,
        long conversation,
        boolean mayWait) {

    /** A demand that keys of any account can serve, and of which nothing is known but that it is one request. */
    public KeyDemand(
            String model,
            String fairnessKey,
            @Nullable String preferredKey,
            Set<String> avoidedKeys,
            Set<String> avoidedAccounts,
            Instant deadline) {
        this(
                model,
                fairnessKey,
                preferredKey,
                avoidedKeys,
                avoidedAccounts,
                deadline,
                AccountScope.ANY,
                RequestCost.UNKNOWN,
                0,
                true);
    }

    /** A first attempt: any key will do. */
    public static KeyDemand of(String model, Instant deadline) {
        return new KeyDemand(model, "", null, Set.of(), Set.of(), deadline);
    }

    /** The same demand, which only some accounts can serve. */
    public KeyDemand within(AccountScope scope) {
        return new KeyDemand(
                model,
                fairnessKey,
                preferredKey,
                avoidedKeys,
                avoidedAccounts,
                deadline,
                scope,
                cost,
                conversation,
                mayWait);
    }

    /** The same demand with another cost. */
    public KeyDemand costing(RequestCost other) {
        return new KeyDemand(
                model,
                fairnessKey,
                preferredKey,
                avoidedKeys,
                avoidedAccounts,
                deadline,
                accounts,
                other,
                conversation,
                mayWait);
    }

    /** The same demand as part of a conversation. */
    public KeyDemand in(long digest) {
        return new KeyDemand(
                model,
                fairnessKey,
                preferredKey,
                avoidedKeys,
                avoidedAccounts,
                deadline,
                accounts,
                cost,
                digest,
                mayWait);
    }

    /** The same demand with another deadline. */
    public KeyDemand until(Instant other) {
        return new KeyDemand(
                model,
                fairnessKey,
                preferredKey,
                avoidedKeys,
                avoidedAccounts,
                other,
                accounts,
                cost,
                conversation,
                mayWait);
    }

    /** Whether a key may serve this request at all. */
    public boolean allows(ProviderKey key) {
        return !avoidedKeys.contains(key.id()) && accounts.has(key.account());
    }

    /** Whether a key may serve it and is of an account that is not to be avoided. */
    public boolean prefers(ProviderKey key) {
        return allows(key) && !avoidedAccounts.contains(key.account());
    }

    /** Whether the request has not failed on any key yet. */
    public boolean isFirst() {
        return preferredKey == null && avoidedKeys.isEmpty() && avoidedAccounts.isEmpty();
    }

    /** Whether the request has failed on one key only, so that another could show whether that was the key's fault. */
    public boolean isUncompared() {
        return avoidedKeys.isEmpty() && avoidedAccounts.isEmpty();
    }
}
