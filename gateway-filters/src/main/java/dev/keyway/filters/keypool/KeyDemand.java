package dev.keyway.filters.keypool;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt asks of the pool.
 *
 * @param model the provider's model name
 * @param lane whose place in the fair queue it takes: a team, or one constant standing alone
 * @param preferredKey the key to use again if it is ready, for a second try on the same key
 * @param avoidedKeys keys that must not serve this request any more
 * @param avoidedAccounts accounts to use only if no other can serve
 * @param deadline until when it may wait
 */
public record KeyDemand(
        String model,
        String lane,
        @Nullable String preferredKey,
        Set<String> avoidedKeys,
        Set<String> avoidedAccounts,
        Instant deadline) {

    /** A first attempt: any key will do. */
    public static KeyDemand of(String model, Instant deadline) {
        return new KeyDemand(model, "", null, Set.of(), Set.of(), deadline);
    }
}
