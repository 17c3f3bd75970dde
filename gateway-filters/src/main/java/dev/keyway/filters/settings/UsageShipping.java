package dev.keyway.filters.settings;

import java.time.Duration;

/**
 * Settings of how usage is shipped to the admin service.
 *
 * @param keep how long events that the admin service has stored stay in the log, where the disk allows, in case its database is restored
 * @param shutdown how long a gateway that ends goes on shipping
 */
public record UsageShipping(Duration keep, Duration shutdown) {

    /** What applies unless it is set. */
    public static final UsageShipping DEFAULT = new UsageShipping(Duration.ofHours(24), Duration.ofSeconds(30));
}
