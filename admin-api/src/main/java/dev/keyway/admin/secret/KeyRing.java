package dev.keyway.admin.secret;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys stored outside the database, each with an id: the first writes, all read. Written as {@code id:base64,id:base64}.
 */
public final class KeyRing {

    /** The least number of bytes in a key. */
    public static final int MIN_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}");

    private final Map<String, byte[]> keys;

    private KeyRing(Map<String, byte[]> keys) {
        this.keys = keys;
    }

    /**
     * Reads a setting.
     *
     * @throws IllegalArgumentException if it is empty, a key is short or made of one byte, or an id is double; the
     *     message goes on after the setting's name, and contains no key
     */
    public static KeyRing parse(String setting) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        List<String> parts = new ArrayList<>(List.of(setting.trim().split("\\s*,\\s*")));
        parts.removeIf(String::isEmpty);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("is missing; set it to id:base64 of 32 random bytes, such as made by "
                    + "'echo k1:$(openssl rand -base64 32)'");
        }
        for (String part : parts) {
            int colon = part.indexOf(':');
            String id = colon < 0 ? "" : part.substring(0, colon);
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("must be id:base64,… with ids of letters, digits, '-', '_' and '.'");
            }
            if (keys.put(id, key(id, part.substring(colon + 1))) != null) {
                throw new IllegalArgumentException("has the id '" + id + "' twice");
            }
        }
        return new KeyRing(keys);
    }

    /** The id of the key that writes. */
    public String writer() {
        return keys.keySet().iterator().next();
    }

    public Set<String> ids() {
        return keys.keySet();
    }

    /** A copy of the key with this id. */
    public Optional<byte[]> key(String id) {
        return Optional.ofNullable(keys.get(id)).map(byte[]::clone);
    }

    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }

    private static byte[] key(String id, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a key '" + id + "' that is not base64", e);
        }
        if (key.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "has a key '%s' of %d bytes; it must have at least %d".formatted(id, key.length, MIN_BYTES));
        }
        if (isGuessable(key)) {
            throw new IllegalArgumentException(
                    "has a key '" + id + "' that is not random; make one with " + "'openssl rand -base64 32'");
        }
        return key;
    }

    /** Zeros, one letter again and again, 0 1 2 3 …: what examples contain. */
    private static boolean isGuessable(byte[] key) {
        boolean[] seen = new boolean[256];
        int different = 0;
        int steady = 0;
        for (int i = 0; i < key.length; i++) {
            int value = key[i] & 0xFF;
            different += seen[value] ? 0 : 1;
            seen[value] = true;
            steady += i > 1 && key[i] - key[i - 1] == key[1] - key[0] ? 1 : 0;
        }
        return different < 12 || steady >= key.length - 2;
    }
}
