package dev.keyway.contract.control;

import dev.keyway.contract.usage.LogStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a gateway is alive.
 *
 * @param version of its software
 * @param revision that it serves by
 * @param inFlight requests that it serves at this moment
 * @param log its usage log; null if it has none
 * @param instanceId of its registration; null from earlier releases
 */
public record Heartbeat(
        String version,
        long revision,
        Instant startedAt,
        int inFlight,
        @Nullable LogStatus log,
        @Nullable UUID instanceId) {}
