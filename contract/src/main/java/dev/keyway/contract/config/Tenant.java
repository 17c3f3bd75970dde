package dev.keyway.contract.config;

import java.util.Map;
import java.util.UUID;

/**
 * A tenant.
 *
 * @param zone time zone (IANA) in which its budget windows begin and end
 * @param blocked whether none of its tokens may call
 * @param labels texts by key that administrators set, such as a cost centre: usage records carry them
 */
public record Tenant(UUID id, String name, String zone, boolean blocked, Map<String, String> labels) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Tenant {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
