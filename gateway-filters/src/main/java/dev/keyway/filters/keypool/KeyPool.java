package dev.keyway.filters.keypool;

/** The keys of one provider. */
public interface KeyPool {

    /**
     * Asks for a key. The listener may be called before this returns.
     *
     * @return cancels the wait; does nothing once the listener was called
     */
    Runnable acquire(KeyDemand demand, KeyListener listener);

    /**
     * Another key then served the request on which this key had failed, so the failure was the key's: puts it on the
     * ladder for that model.
     */
    void servedElsewhere(String failedKeyId, String model);

    /** Keys by state, for {@code /v1/providers} and the metrics. */
    PoolCounts counts();
}
