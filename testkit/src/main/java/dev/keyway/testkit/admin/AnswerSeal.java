package dev.keyway.testkit.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Seal of the provider keys and user keys of one answer: AES-256-GCM under a key that is sealed to the gateway by HPKE (RFC 9180, base mode). */
final class AnswerSeal {

    private static final HPKE HPKE_SUITE =
            new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    private static final String ALGORITHM = "HPKE-X25519-HKDF-SHA256-AES-256-GCM";
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] key = random(32);

    /** What the answer says about its seal. */
    ObjectNode sealing(String publicKey, String gatewayId) {
        byte[] recipient = Base64.getDecoder().decode(publicKey);
        try {
            HPKEContextWithEncapsulation context = HPKE_SUITE.setupBaseS(
                    HPKE_SUITE.deserializePublicKey(recipient), ("keyway provider keys\n" + gatewayId).getBytes(UTF_8));
            byte[] sealed = context.seal(new byte[0], key);
            return JSON.createObjectNode()
                    .put("algorithm", ALGORITHM)
                    .put(
                            "recipient",
                            base64(MessageDigest.getInstance("SHA-256").digest(recipient)))
                    .put("key", base64(Arrays.concatenate(context.getEncapsulation(), sealed)));
        } catch (InvalidCipherTextException | GeneralSecurityException e) {
            throw new IllegalStateException("the provider keys cannot be sealed", e);
        }
    }

    /** Seals the member {@code plain} of each provider key, and {@code plainUserKey} (base64) of each tenant. */
    void seal(JsonNode configuration) {
        for (JsonNode node : configuration.path("keys")) {
            ObjectNode providerKey = (ObjectNode) node;
            JsonNode plain = providerKey.remove("plain");
            if (plain != null) {
                String bound = String.join(
                        "\n",
                        "keyway provider key",
                        providerKey.path("id").asString(),
                        providerKey.path("providerId").asString(),
                        providerKey.path("origin").asString());
                providerKey.put("sealed", base64(seal(plain.asString().getBytes(UTF_8), bound)));
            }
        }
        for (JsonNode node : configuration.path("tenants")) {
            ObjectNode tenant = (ObjectNode) node;
            JsonNode plain = tenant.remove("plainUserKey");
            if (plain != null) {
                String bound = "keyway user key\n" + tenant.path("id").asString();
                tenant.put("userKey", base64(seal(Base64.getDecoder().decode(plain.asString()), bound)));
            }
        }
    }

    private byte[] seal(byte[] plain, String bound) {
        byte[] nonce = random(NONCE);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound.getBytes(UTF_8));
            return Arrays.concatenate(nonce, cipher.doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key cannot be sealed", e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
