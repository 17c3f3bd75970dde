package dev.keyway.contract.control;

import java.time.Instant;

/**
 * That a gateway is alive.
 *
 * @param version of its software
 * @param revision that it serves by
 * @param inFlight requests that it serves at this moment
 */
public record Heartbeat(String version, long revision, Instant startedAt, int inFlight) {}
