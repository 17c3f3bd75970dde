package dev.keyway.admin.providerkey;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.secret.KeyRing;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Master keys, {@code KEYWAY_MASTER_…}.
 *
 * @param keys Keys that seal provider keys, {@code id:base64,…} of 32 random bytes each. The first one seals, all of
 *     them open.
 */
@ConfigurationProperties("keyway.master")
record MasterSettings(@DefaultValue("") String keys) {

    KeyRing ring() {
        try {
            KeyRing ring = KeyRing.parse(keys);
            ring.ids().forEach(id -> requireLength(ring, id));
            return ring;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("KEYWAY_MASTER_KEYS", String.valueOf(e.getMessage()));
        }
    }

    private static void requireLength(KeyRing ring, String id) {
        int length = ring.key(id).orElseThrow().length;
        if (length != KeyRing.MIN_BYTES) {
            throw new IllegalArgumentException(
                    "has a key '%s' of %d bytes; it must have exactly %d".formatted(id, length, KeyRing.MIN_BYTES));
        }
    }

    @Override
    public String toString() {
        return "MasterSettings[****]";
    }
}
