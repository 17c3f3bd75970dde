package dev.keyway.admin.providerkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Fingerprints, by which a key that is entered twice is found. The key of the fingerprints is sealed in the database, so that whoever has the
 * database alone cannot try what a short key may be.
 */
final class Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    Fingerprints(byte[] key) {
        this.key = key.clone();
    }

    /** Of a key, or of where it is. */
    byte[] of(String text, UUID installation) {
        return of(unkeyed(text, installation));
    }

    /** Of the fingerprint that an earlier release made. */
    byte[] of(byte[] unkeyed) {
        return mac(key, unkeyed);
    }

    /** What an earlier release made: under the id of the installation, which is in the same database. */
    static byte[] unkeyed(String text, UUID installation) {
        return mac(installation.toString().getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
