package dev.keyway.filters.source.managed.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Key pair (X25519) of the gateway, to which the admin service seals provider keys. */
public final class GatewayKeys {

    private static final HpkeParameters HPKE = parameters();

    private final byte[] privateBytes;
    private final byte[] publicBytes;
    private final HybridDecrypt decrypt;

    private GatewayKeys(byte[] privateBytes) throws GeneralSecurityException {
        this.privateBytes = privateBytes.clone();
        this.publicBytes = X25519.publicFromPrivate(privateBytes);
        this.decrypt = decrypt(privateBytes, publicBytes);
    }

    /** A new pair. */
    public static GatewayKeys generate() {
        try {
            return new GatewayKeys(X25519.generatePrivateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has X25519", e);
        }
    }

    /**
     * The pair of a private key.
     *
     * @throws InvalidKeyException if it is not one
     */
    public static GatewayKeys of(byte[] privateKey) throws InvalidKeyException {
        try {
            return new GatewayKeys(privateKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidKeyException(e);
        }
    }

    /** The private key, to be stored encrypted. */
    public byte[] privateKey() {
        return privateBytes.clone();
    }

    /** The public key in base64, as the gateway registers it. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(publicBytes);
    }

    /** SHA-256 of the public key in base64, by which a response names its recipient. */
    public String recipient() {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(publicBytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] open(byte[] sealed, byte[] info) throws GeneralSecurityException {
        return decrypt.decrypt(sealed, info);
    }

    @AccessesPartialKey
    private static HybridDecrypt decrypt(byte[] privateKey, byte[] publicKey) throws GeneralSecurityException {
        HpkePrivateKey key = HpkePrivateKey.create(
                HpkePublicKey.create(HPKE, Bytes.copyFrom(publicKey), null),
                SecretBytes.copyFrom(privateKey, InsecureSecretKeyAccess.get()));
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
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
}
