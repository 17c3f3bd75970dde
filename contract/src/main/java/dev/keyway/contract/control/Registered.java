package dev.keyway.contract.control;

import java.util.UUID;

/**
 * Who a gateway is.
 *
 * @param contract the version that it will be answered in
 * @param revision the latest there is
 */
public record Registered(UUID gatewayId, String name, int contract, long revision) {}
