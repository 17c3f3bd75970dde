package dev.keyway.filters.model;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tenant. All of its teams share one object.
 *
 * @param id stable and unique
 * @param name for people; may change
 * @param zone in which its budget windows begin and end
 * @param tagNames names of the tags that its requests may carry
 * @param blocked whether none of its tokens may call
 * @param userKey key under which the users that its requests name are hashed; null: none is recorded
 */
public record Tenant(
        String id,
        String name,
        ZoneId zone,
        Set<String> tagNames,
        boolean blocked,
        Policy policy,
        @Nullable UserKey userKey) {

    public Tenant {
        tagNames = Set.copyOf(tagNames);
    }

    /** A tenant whose users are not recorded. */
    public Tenant(String id, String name, ZoneId zone, Set<String> tagNames, boolean blocked, Policy policy) {
        this(id, name, zone, tagNames, blocked, policy, null);
    }
}
