package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.control.Configuration;
import dev.keyway.filters.source.managed.keys.OpenedKeys;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Change of the configuration.
 *
 * @param complete whether this is all of it; otherwise what is not named stays
 * @param upserts what is new or different
 * @param deletes IDs of what is gone, by the list of {@link Configuration} that it was in
 * @param opened the keys of {@code upserts}
 */
public record ConfigurationChange(
        boolean complete, Configuration upserts, Map<String, List<UUID>> deletes, OpenedKeys opened) {

    public ConfigurationChange {
        deletes = Map.copyOf(deletes);
    }
}
