package dev.keyway.contract.config;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant.
 *
 * @param zone time zone (IANA) in which its budget windows begin and end
 * @param blocked whether none of its tokens may call
 * @param labels texts by key that administrators set, such as a cost centre: usage records carry them
 * @param tagNames names of the tags that its calls may carry
 */
public record Tenant(
        UUID id, String name, String zone, boolean blocked, Map<String, String> labels, List<String> tagNames) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Tenant {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        tagNames = tagNames == null ? List.of() : List.copyOf(tagNames);
    }
}
