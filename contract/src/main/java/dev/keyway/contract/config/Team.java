package dev.keyway.contract.config;

import java.util.Map;
import java.util.UUID;

/**
 * A team of a tenant.
 *
 * @param blocked whether none of its tokens may call
 * @param labels texts by key that administrators set, such as a cost centre: usage records carry them
 */
public record Team(UUID id, UUID tenantId, String name, boolean blocked, Map<String, String> labels) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Team {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
