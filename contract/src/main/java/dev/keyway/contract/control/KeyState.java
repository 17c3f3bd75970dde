package dev.keyway.contract.control;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a key stands at a gateway.
 *
 * @param model null: the key as a whole
 * @param state {@code READY}, {@code COOLING}, {@code LOCKED}, {@code PROBING} or {@code UNUSABLE}
 * @param reason why, in a few words; never a secret
 * @param until when it will be ready again, if that is known
 * @param successes of today
 * @param failures in a row
 */
public record KeyState(
        UUID keyId,
        @Nullable String model,
        String state,
        String reason,
        Instant since,
        @Nullable Instant until,
        int inFlight,
        long successes,
        long failures) {}
