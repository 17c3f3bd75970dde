package dev.keyway.contract.control;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * How the provider keys and user keys of one answer are sealed.
 *
 * @param algorithm {@link #ALGORITHM}
 * @param recipient SHA-256 of the public key that it is sealed to, in base64: another one than the gateway's own tells it
 *     that somebody else registered with its credential
 * @param key the answer's AES-256-GCM key, sealed by HPKE (RFC 9180, base mode) with {@link #info}, in base64: the
 *     encapsulated key and the ciphertext
 */
public record Sealing(String algorithm, String recipient, String key) {

    public static final String ALGORITHM = "HPKE-X25519-HKDF-SHA256-AES-256-GCM";

    /** What the seal is bound to: the gateway that it is for. */
    public static byte[] info(UUID gatewayId) {
        return ("keyway provider keys\n" + gatewayId).getBytes(StandardCharsets.UTF_8);
    }
}
