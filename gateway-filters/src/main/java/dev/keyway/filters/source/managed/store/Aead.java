package dev.keyway.filters.source.managed.store;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import dev.keyway.contract.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Authenticated encryption (AES-256-GCM) of what is stored. */
final class Aead {

    static final int KEY_BYTES = 32;

    private static final String PURPOSE = "keyway gateway state";

    private final AesGcmJce cipher;

    /** @param key 32 bytes */
    Aead(byte[] key) {
        try {
            this.cipher = new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key of 32 bytes", e);
        }
    }

    /** Encryption under a key that is derived from the gateway's credential. */
    static Aead under(Secret credential) {
        try {
            return new Aead(Hkdf.computeHkdf(
                    "HmacSha256",
                    credential.reveal().getBytes(StandardCharsets.UTF_8),
                    new byte[0],
                    PURPOSE.getBytes(StandardCharsets.UTF_8),
                    KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has HKDF", e);
        }
    }

    /** @param bound to what the content belongs; the same text opens it */
    byte[] close(byte[] content, String bound) {
        try {
            return cipher.encrypt(content, bound.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    /** @throws GeneralSecurityException if it is damaged, under another key, or bound to something else */
    byte[] open(byte[] content, String bound) throws GeneralSecurityException {
        return cipher.decrypt(content, bound.getBytes(StandardCharsets.UTF_8));
    }
}
