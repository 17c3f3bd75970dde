package dev.keyway.filters.poolstate;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Cooldown, as the log stores its beginning and its end. */
sealed interface CooldownRecord {

    /**
     * A cooldown began or was made longer.
     *
     * @param keyId null if the whole account cools
     * @param model null if it cools for all models
     */
    record Started(
            String provider,
            @Nullable String keyId,
            String account,
            @Nullable String model,
            FailureClass reason,
            String detail,
            Instant since,
            Instant until)
            implements CooldownRecord {}

    /** A cooldown ended. */
    record Ended(
            String provider,
            @Nullable String keyId,
            String account,
            @Nullable String model) implements CooldownRecord {}
}
