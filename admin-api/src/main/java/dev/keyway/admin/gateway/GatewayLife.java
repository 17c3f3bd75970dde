package dev.keyway.admin.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway is, as it last said.
 *
 * @param connected whether it called within {@link #CONNECTED}
 * @param seenAt its latest call; null: it never called
 * @param softwareVersion of its release
 * @param contract the version of the contract that it speaks
 * @param revision that it serves by
 * @param startedAt since when it runs
 * @param inFlight requests that it served at its latest heartbeat
 */
public record GatewayLife(
        boolean connected,
        @Nullable Instant seenAt,
        @Nullable String softwareVersion,
        @Nullable Integer contract,
        @Nullable Long revision,
        @Nullable Instant startedAt,
        @Nullable Integer inFlight) {

    /** A gateway waits for changes for 25 s at a time: one that was not heard of for this long is away. */
    public static final Duration CONNECTED = Duration.ofSeconds(40);
}
