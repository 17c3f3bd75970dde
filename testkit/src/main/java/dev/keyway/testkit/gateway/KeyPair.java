package dev.keyway.testkit.gateway;

import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/** What provider keys are sealed to: X25519, opened by HPKE (RFC 9180, base mode). */
final class KeyPair {

    private static final HPKE HPKE_SUITE =
            new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    private static final int ENCAPSULATED = 32;

    private final AsymmetricCipherKeyPair pair = HPKE_SUITE.generatePrivateKey();

    String publicKey() {
        return Base64.getEncoder().encodeToString(HPKE_SUITE.serializePublicKey(pair.getPublic()));
    }

    /**
     * Opens what was sealed to it.
     *
     * @param sealed the encapsulated key and the ciphertext, in base64
     * @param info what the seal is bound to
     * @throws IllegalStateException if it was sealed to another, or for something else
     */
    byte[] open(String sealed, byte[] info) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        try {
            return HPKE_SUITE
                    .setupBaseR(Arrays.copyOf(bytes, ENCAPSULATED), pair, info)
                    .open(new byte[0], Arrays.copyOfRange(bytes, ENCAPSULATED, bytes.length));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("was not sealed to this gateway", e);
        }
    }
}
