package dev.keyway.filters.shipping;

import dev.keyway.filters.control.AdminUnavailableException;
import dev.keyway.filters.control.ControlResponse;

/** Posts a batch of usage to the admin service, and waits for its response. */
@FunctionalInterface
public interface UsagePost {

    /**
     * Posts a batch.
     *
     * @param packed lines of JSON, packed by gzip
     * @throws AdminUnavailableException if nobody responds
     * @throws InterruptedException if the thread is to end
     */
    ControlResponse post(byte[] packed) throws AdminUnavailableException, InterruptedException;
}
