package dev.keyway.filters.source.managed;

import dev.keyway.contract.control.Contract;
import dev.keyway.contract.control.Registration;
import dev.keyway.filters.control.UsageLogStatus;
import dev.keyway.filters.source.managed.store.GatewayIdentity;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registration that this gateway posts. */
record GatewayRegistration(GatewayIdentity identity, UsageLogStatus log) {

    /** Release of this software. */
    static String version() {
        return Objects.requireNonNullElse(
                GatewayRegistration.class.getPackage().getImplementationVersion(), "development");
    }

    /** @param timeline that the gateway knows; null if it knows none */
    Registration now(@Nullable UUID timeline) {
        return new Registration(
                Contract.VERSION,
                version(),
                identity.keys().publicKey(),
                identity.instanceId(),
                identity.startCount(),
                timeline,
                log.now());
    }
}
