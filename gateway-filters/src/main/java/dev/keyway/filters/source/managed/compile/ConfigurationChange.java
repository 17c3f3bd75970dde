package dev.keyway.filters.source.managed.compile;

import dev.keyway.contract.control.Configuration;
import dev.keyway.filters.source.managed.keys.KeySecret;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Change of the configuration.
 *
 * @param complete whether this is all of it; otherwise what is not named stays
 * @param upserts what is new or different
 * @param deletes IDs of what is gone, by the list of {@link Configuration} that it was in
 * @param secrets of the keys in {@code upserts}
 */
public record ConfigurationChange(
        boolean complete, Configuration upserts, Map<String, List<UUID>> deletes, Map<UUID, KeySecret> secrets) {

    public ConfigurationChange {
        deletes = Map.copyOf(deletes);
        secrets = Map.copyOf(secrets);
    }
}
