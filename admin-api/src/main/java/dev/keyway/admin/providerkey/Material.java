package dev.keyway.admin.providerkey;

import dev.keyway.contract.Secret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored of a key: sealed, or where it is. */
final class Material {

    private final @Nullable Sealed sealed;
    private final @Nullable String reference;
    private final byte[] fingerprint;
    private final String last4;

    private Material(@Nullable Sealed sealed, @Nullable String reference, byte[] fingerprint, String last4) {
        this.sealed = sealed;
        this.reference = reference;
        this.fingerprint = fingerprint;
        this.last4 = last4;
    }

    static Material sealed(Seal seal, Fingerprints fingerprints, String secret, Binding binding) {
        return new Material(
                seal.close(Secret.of(secret), binding),
                null,
                fingerprints.of(secret, binding.installation()),
                KeySecret.last4(secret));
    }

    static Material reference(Fingerprints fingerprints, String reference, UUID installation) {
        return new Material(null, reference, fingerprints.of(reference, installation), "");
    }

    byte @Nullable [] ciphertext() {
        return sealed == null ? null : sealed.ciphertext();
    }

    @Nullable
    String masterKeyId() {
        return sealed == null ? null : sealed.masterKeyId();
    }

    @Nullable
    String reference() {
        return reference;
    }

    byte[] fingerprint() {
        return fingerprint.clone();
    }

    String last4() {
        return last4;
    }
}
