package dev.keyway.filters.call;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.keypool.Comparison;
import dev.keyway.filters.model.ProviderKey;

/**
 * Doubtful refusal: one that no rule knows, and the comparison that is to show whose fault it was.
 *
 * @param refusal what the key said
 * @param comparison the pool's part
 */
record Doubt(Failure refusal, Comparison comparison) {

    void served() {
        comparison.served(refusal);
    }

    /** Another attempt failed: if that was the request's fault, so may the refusal have been. */
    void failed(ProviderKey key, Failure failure) {
        if (failure.mayBeTheRequestsFault()) {
            comparison.refused(key.id(), failure.isLike(refusal));
        }
    }

    /** Whatever has not been decided by now will not be. */
    void over() {
        comparison.abandoned();
    }
}
