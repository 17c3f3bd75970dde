package dev.keyway.filters.settings;

import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.RepairMode;
import java.time.Duration;
import java.util.List;

/**
 * Settings of a managed gateway: how it gets its configuration, and its own part of what it serves by.
 *
 * @param control how it gets its configuration
 * @param defaults what the configuration leaves to the gateway
 * @param shipping how usage is shipped
 */
public record ManagedSettings(ControlSettings control, Defaults defaults, UsageShipping shipping) {

    /**
     * What the configuration leaves to the gateway.
     *
     * @param globalTimeout how long a request may wait for keys and start attempts
     * @param queueSize how many requests may wait for a key, per provider and model
     * @param corsOrigins origins of the web whose scripts may call
     * @param firstByte how long a provider may take where the configuration does not say
     * @param repair which requests are sent again without a member that a provider refuses
     */
    public record Defaults(
            Duration globalTimeout,
            int queueSize,
            List<String> corsOrigins,
            FirstByteTimeouts firstByte,
            RepairMode repair) {

        public Defaults {
            corsOrigins = List.copyOf(corsOrigins);
        }
    }
}
