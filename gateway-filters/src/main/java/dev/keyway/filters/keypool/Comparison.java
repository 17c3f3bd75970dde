package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The question whose fault a refusal is that no rule knows, the key's or the request's, while a key of another account is
 * asked the same. While that key is asked, the key that refused is given to nobody, for at most 10 s. Ends exactly once: the first call of an
 * ending method counts.
 */
public interface Comparison {

    /** Reference key: one of another account that has served this model lately, the best to ask; null if there is none. */
    @Nullable
    String referenceKey();

    /** The other key is not free yet, so that nothing is sent now: the key that refused is released. */
    void waits();

    /**
     * The other key served the request, which speaks against the one that refused it.
     *
     * @param refusal what that one had said
     */
    void served(Failure refusal);

    /**
     * The other key refused the request as well.
     *
     * @param otherKeyId the other key
     * @param alike whether in the same words
     */
    void refused(String otherKeyId, boolean alike);

    /** Nothing was learnt. */
    void abandoned();
}
