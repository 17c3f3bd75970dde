package dev.keyway.contract.control;

import dev.keyway.contract.usage.LogStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Registration of a gateway, at each start and whenever it has another key pair.
 *
 * @param contract the {@link Contract} version that it speaks
 * @param version of its software
 * @param publicKey X25519, 32 bytes in base64: what provider keys are sealed to
 * @param instanceId the gateway's state directory: one credential admits one live instance; null from earlier releases
 * @param startCount how often this instance has started: a later start replaces an earlier one at once
 * @param timeline of the installation, as the gateway knows it; null if it does not
 * @param log its usage log; null if it has none yet
 */
public record Registration(
        int contract,
        String version,
        String publicKey,
        @Nullable UUID instanceId,
        long startCount,
        @Nullable UUID timeline,
        @Nullable LogStatus log) {}
