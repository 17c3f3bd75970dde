package dev.keyway.admin.pool;

import dev.keyway.admin.providerkey.KeyView;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Provider key as its pool shows it.
 *
 * @param account the name of its account
 * @param reason why it is in its state; null if that says all
 * @param until when it will be ready again, if that is known
 * @param inFlight requests that it serves now, at all gateways
 * @param lastHour attempts of the last 60 to 75 minutes, as they are summed by quarter hours
 * @param cost dollars of the last 24 hours, exact to the nano-dollar
 * @param usedAt beginning of the quarter hour of its last attempt; null: none is known
 */
public record PooledKeyView(
        KeyView key,
        @Nullable String account,
        PooledState state,
        @Nullable String reason,
        @Nullable Instant until,
        int inFlight,
        LastHour lastHour,
        BigDecimal cost,
        @Nullable Instant usedAt) {

    /**
     * Attempts with a key.
     *
     * @param failed those that failed, for whatever reason
     * @param rateLimited those of them that met a limit (429)
     * @param rejected those of them whose key was not accepted (401)
     */
    public record LastHour(long attempts, long failed, long rateLimited, long rejected) {

        static final LastHour NONE = new LastHour(0, 0, 0, 0);
    }
}
