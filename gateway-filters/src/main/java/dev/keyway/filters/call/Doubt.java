package dev.keyway.filters.call;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.keypool.ProviderKey;

/**
 * A refusal that no rule knows, and the comparison that is to show whose fault it was.
 *
 * @param refusal what the key said
 * @param by the key that said it
 * @param comparison the pool's part
 */
record Doubt(Failure refusal, ProviderKey by, Comparison comparison) {

    /** Whether a key could show anything. */
    boolean isSettledBy(ProviderKey other) {
        return !other.account().equals(by.account());
    }

    void served() {
        comparison.served(refusal);
    }

    /** Another call failed: on what this one failed too, the request is at fault. */
    void met(Failure failure, ProviderKey other) {
        if (failure.mayBeTheRequestsFault()) {
            comparison.refused(other.id(), failure.isLike(refusal));
        }
    }

    void over() {
        comparison.abandoned();
    }
}
