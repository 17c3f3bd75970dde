package dev.keyway.filters.source.managed.keys;

import dev.keyway.filters.model.UserKey;
import java.util.Map;
import java.util.UUID;

/**
 * Keys of a response, opened.
 *
 * @param secrets of provider keys, or why there is none, by ID
 * @param userKeys by ID of the tenant; none of tenants whose key is missing or cannot be opened
 */
public record OpenedKeys(Map<UUID, KeySecret> secrets, Map<UUID, UserKey> userKeys) {

    /** No keys. */
    public static final OpenedKeys NONE = new OpenedKeys(Map.of(), Map.of());

    public OpenedKeys {
        secrets = Map.copyOf(secrets);
        userKeys = Map.copyOf(userKeys);
    }
}
