package dev.keyway.contract.control;

import java.time.Instant;
import java.util.UUID;

/**
 * What a gateway is asked to do with a key. It comes again until it is answered, so doing it twice must do no harm.
 *
 * @param kind {@link #CLEAR_COOLDOWN}, {@link #PROBE_KEY} or {@link #TEST_KEY}; one that is not known is answered as failed
 * @param expiresAt when nobody waits for the answer any more
 */
public record Command(UUID id, String kind, UUID keyId, Instant expiresAt) {

    /** Forget why the key is cooling or locked. */
    public static final String CLEAR_COOLDOWN = "CLEAR_COOLDOWN";

    /** Make the key's next probe now. */
    public static final String PROBE_KEY = "PROBE_KEY";

    /** Call the provider with the key in the cheapest way, whatever its state, and tell how it went. */
    public static final String TEST_KEY = "TEST_KEY";
}
