package dev.keyway.filters.source.managed.store;

import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Configuration;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.source.managed.compile.ConfigurationChange;
import dev.keyway.filters.source.managed.keys.KeySecret;
import dev.keyway.filters.source.managed.keys.OpenedKeys;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Change of the configuration as it is stored, encrypted as a whole.
 *
 * @param timeline of the installation
 * @param revision that the gateway has with it
 * @param complete whether it is all of the configuration
 * @param upserts as received, without what is sealed
 * @param deletes as received
 * @param opened keys, by ID
 * @param unusable why a key could not be opened, by ID
 * @param userKeys keys under which users are hashed, in base64, by ID of the tenant; null if an earlier release stored it
 * @param revoked digests (base64) of revoked tokens, with the moment until which each is known; only if it is complete
 */
public record StoredChange(
        UUID timeline,
        long revision,
        boolean complete,
        Configuration upserts,
        Map<String, List<UUID>> deletes,
        Map<UUID, String> opened,
        Map<UUID, String> unusable,
        @Nullable Map<UUID, String> userKeys,
        Map<String, Instant> revoked) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public StoredChange {
        deletes = deletes == null ? Map.of() : Map.copyOf(deletes);
        opened = opened == null ? Map.of() : Map.copyOf(opened);
        unusable = unusable == null ? Map.of() : Map.copyOf(unusable);
        userKeys = userKeys == null ? null : Map.copyOf(userKeys);
        revoked = revoked == null ? Map.of() : Map.copyOf(revoked);
    }

    /** A change as it is to be stored. */
    public static StoredChange of(
            UUID timeline, long revision, ConfigurationChange change, Map<String, Instant> revoked) {
        Map<UUID, String> opened = new HashMap<>();
        Map<UUID, String> unusable = new HashMap<>();
        change.opened().secrets().forEach((id, secret) -> {
            switch (secret) {
                case KeySecret.Usable usable -> opened.put(id, usable.secret().reveal());
                case KeySecret.Unusable none -> unusable.put(id, none.reason());
            }
        });
        Map<UUID, String> userKeys = new HashMap<>();
        change.opened()
                .userKeys()
                .forEach((id, key) -> userKeys.put(id, Base64.getEncoder().encodeToString(key.bytes())));
        return new StoredChange(
                timeline,
                revision,
                change.complete(),
                change.upserts(),
                change.deletes(),
                opened,
                unusable,
                userKeys,
                revoked);
    }

    /** The change as it was. */
    public ConfigurationChange change() {
        Map<UUID, KeySecret> secrets = new HashMap<>();
        opened.forEach((id, text) -> secrets.put(id, new KeySecret.Usable(Secret.of(text))));
        unusable.forEach((id, reason) -> secrets.put(id, new KeySecret.Unusable(reason)));
        Map<UUID, UserKey> hashing = new HashMap<>();
        if (userKeys != null) {
            userKeys.forEach(
                    (id, text) -> hashing.put(id, UserKey.of(Base64.getDecoder().decode(text))));
        }
        return new ConfigurationChange(complete, upserts, deletes, new OpenedKeys(secrets, hashing));
    }

    /** Never prints keys. */
    @Override
    public String toString() {
        return "StoredChange[revision=" + revision + "]";
    }
}
