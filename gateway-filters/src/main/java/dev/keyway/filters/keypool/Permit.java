package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.Penalty;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.QuotaReading;
import java.util.List;

/** Permit: the right to use one key for one attempt. Ends exactly once: the first call of any ending method counts, later ones do nothing. */
public interface Permit {

    /** The key to send. */
    ProviderKey key();

    /** The response has begun, and its headers say what is left of the key's limits. Due before the permit ends. */
    void heard(List<QuotaReading> readings);

    /** The attempt was answered in full: counts a success, ends cooldowns of this key for this model, resets its backoff. */
    void served();

    /** The attempt failed: applies the penalty and counts the attempt for the breaker. */
    void failed(Penalty penalty);

    /** The attempt ended without showing anything about the key, for example because the client left. */
    void abandoned();
}
