package dev.keyway.admin.publish;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.Bytes;
import dev.keyway.contract.Secret;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.control.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Seals the provider keys and user keys of one answer: each under a key of the answer, which itself is sealed to the gateway. */
final class AnswerSeal {

    private static final int KEY_BYTES = 32;
    private static final HpkeParameters HPKE = parameters();

    private final AesGcmJce aead;
    private final Sealing sealing;

    private AnswerSeal(AesGcmJce aead, Sealing sealing) {
        this.aead = aead;
        this.sealing = sealing;
    }

    /** @param random unguessable */
    static AnswerSeal to(UUID gateway, byte[] publicKey, RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try {
            byte[] sealed = encrypt(publicKey).encrypt(key, Sealing.info(gateway));
            return new AnswerSeal(
                    new AesGcmJce(key),
                    new Sealing(
                            Sealing.ALGORITHM,
                            base64(MessageDigest.getInstance("SHA-256").digest(publicKey)),
                            base64(sealed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal to the gateway's key", e);
        }
    }

    /** How it is opened; it comes before the keys. */
    Sealing sealing() {
        return sealing;
    }

    /** The key as {@link ProviderKey#sealed} has it. */
    String close(Secret key, UUID id, UUID provider, String origin) {
        return close(key.reveal().getBytes(StandardCharsets.UTF_8), ProviderKey.associatedData(id, provider, origin));
    }

    /** The key as the contract has it: the nonce, the ciphertext and the tag, in base64. */
    String close(byte[] key, byte[] associatedData) {
        try {
            return base64(aead.encrypt(key, associatedData));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a key", e);
        }
    }

    @AccessesPartialKey
    private static HybridEncrypt encrypt(byte[] publicKey) throws GeneralSecurityException {
        HpkePublicKey recipient = HpkePublicKey.create(HPKE, Bytes.copyFrom(publicKey), null);
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(recipient).withRandomId().makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    }

    private static HpkeParameters parameters() {
        try {
            HybridConfig.register();
            return HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has HPKE", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
