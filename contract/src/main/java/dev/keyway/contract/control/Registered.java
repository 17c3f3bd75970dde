package dev.keyway.contract.control;

import java.time.Instant;
import java.util.UUID;

/**
 * Who a gateway is.
 *
 * @param contract the version that it will be answered in
 * @param revision the latest there is
 * @param timeline of the installation: renewed when its database is restored from a backup; revisions and marks of another one mean
 *     nothing
 * @param mark the sequence up to which the events of the gateway's log are stored; 0 if none is
 * @param now the clock of the admin service
 */
public record Registered(
        UUID gatewayId, String name, int contract, long revision, UUID timeline, long mark, Instant now) {}
