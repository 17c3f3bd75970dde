package dev.keyway.testkit.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** Opens the provider keys and user keys of one answer. */
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
        String bound = String.join(
                "\n",
                "keyway provider key",
                providerKey.path("id").asString(),
                providerKey.path("providerId").asString(),
                providerKey.path("origin").asString());
        return new String(open(providerKey.path("sealed").asString(), bound), StandardCharsets.UTF_8);
    }

    /** A tenant's user key; empty if there is none. */
    Optional<byte[]> userKey(JsonNode tenant) {
        return tenant.hasNonNull("userKey")
                ? Optional.of(open(
                        tenant.path("userKey").asString(),
                        "keyway user key\n" + tenant.path("id").asString()))
                : Optional.empty();
    }

    private byte[] open(String sealed, String bound) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE));
            cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes, NONCE, bytes.length - NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is sealed for '" + bound + "' cannot be opened", e);
        }
    }
}
