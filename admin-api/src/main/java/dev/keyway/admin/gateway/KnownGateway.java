package dev.keyway.admin.gateway;

import java.util.Optional;
import java.util.UUID;

/**
 * A gateway whose credential is good.
 *
 * @param publicKey X25519; empty until it registers
 */
public record KnownGateway(UUID id, String name, Optional<byte[]> publicKey) {}
