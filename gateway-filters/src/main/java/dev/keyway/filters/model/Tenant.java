package dev.keyway.filters.model;

import java.time.ZoneId;
import java.util.Set;

/**
 * Tenant. All of its teams share one object.
 *
 * @param id stable and unique
 * @param name for people; may change
 * @param zone in which its budget windows begin and end
 * @param tagNames names of the tags that its requests may carry
 * @param blocked whether none of its tokens may call
 */
public record Tenant(String id, String name, ZoneId zone, Set<String> tagNames, boolean blocked, Policy policy) {

    public Tenant {
        tagNames = Set.copyOf(tagNames);
    }
}
