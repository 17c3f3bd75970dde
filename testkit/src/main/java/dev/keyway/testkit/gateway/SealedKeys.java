package dev.keyway.testkit.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** Opens the provider keys of one answer. */
final class SealedKeys {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] key;

    private SealedKeys(byte[] key) {
        this.key = key;
    }

    /** @param sealing as the answer has it */
    static SealedKeys of(JsonNode sealing, KeyPair pair, String gatewayId) {
        return new SealedKeys(pair.open(
                sealing.path("key").asString(),
                ("keyway provider keys\n" + gatewayId).getBytes(StandardCharsets.UTF_8)));
    }

    /** The key itself; empty if there is none in it. */
    String open(JsonNode providerKey) {
        if (!providerKey.hasNonNull("sealed")) {
            return "";
        }
        byte[] bytes = Base64.getDecoder().decode(providerKey.path("sealed").asString());
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE));
            cipher.updateAAD(String.join(
                            "\n",
                            "keyway provider key",
                            providerKey.path("id").asString(),
                            providerKey.path("providerId").asString(),
                            providerKey.path("origin").asString())
                    .getBytes(StandardCharsets.UTF_8));
            return new String(cipher.doFinal(bytes, NONCE, bytes.length - NONCE), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key " + providerKey.path("id").asString() + " cannot be opened", e);
        }
    }
}
