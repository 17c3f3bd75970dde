package dev.keyway.filters.snapshot;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import java.util.Optional;

/** Permission to serve by the configuration that the gateway has. */
public interface ServingPermission {

    /** A configuration that never becomes too old. */
    ServingPermission ALWAYS = Optional::empty;

    /** Why the gateway may not serve now; empty if it may. */
    Optional<String> obstacle();

    /**
     * Requires the permission. Without a configuration that holds, the gateway knows nobody, and must not call a good token invalid.
     *
     * @throws GatewayException {@code configuration_unavailable} if the gateway may not serve now
     */
    default void require() {
        if (obstacle().isPresent()) {
            throw new GatewayException(
                    ErrorCode.CONFIGURATION_UNAVAILABLE,
                    "This gateway has no current configuration. Its operator finds the reason in its log.");
        }
    }
}
