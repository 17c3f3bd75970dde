package dev.keyway.admin.providerkey;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import dev.keyway.admin.secret.KeyRing;
import dev.keyway.contract.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Seals provider keys: each with an AES-256-GCM key of its own, which is sealed with the master key (envelope encryption). */
public final class Seal {

    private final KeyRing ring;
    private final Map<String, Aead> envelopes = new HashMap<>();

    Seal(KeyRing ring) {
        this.ring = ring;
        try {
            AeadConfig.register();
            for (String id : ring.ids()) {
                Aead master = new AesGcmJce(ring.key(id).orElseThrow());
                envelopes.put(id, KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, master));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /** The id of the key that seals. */
    String writer() {
        return ring.writer();
    }

    Set<String> ids() {
        return ring.ids();
    }

    /** Seals with the first master key. */
    public Sealed close(Secret key, Bound binding) {
        try {
            byte[] plain = key.reveal().getBytes(StandardCharsets.UTF_8);
            return new Sealed(writer(), envelope(writer()).encrypt(plain, binding.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    /** Empty if it was sealed for something else, or with a master key that is not here. */
    public Optional<Secret> open(Sealed sealed, Bound binding) {
        if (!ring.ids().contains(sealed.masterKeyId())) {
            return Optional.empty();
        }
        try {
            byte[] plain = envelope(sealed.masterKeyId()).decrypt(sealed.ciphertext(), binding.bytes());
            return Optional.of(Secret.of(new String(plain, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Aead envelope(String id) {
        return Objects.requireNonNull(envelopes.get(id));
    }
}
