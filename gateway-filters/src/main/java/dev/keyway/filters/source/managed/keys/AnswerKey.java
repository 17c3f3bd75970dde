package dev.keyway.filters.source.managed.keys;

import com.google.crypto.tink.subtle.AesGcmJce;
import dev.keyway.contract.Secret;
import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.config.Tenant;
import dev.keyway.contract.control.Sealing;
import dev.keyway.filters.model.UserKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Key with which the provider keys and user keys of one response are sealed. */
final class AnswerKey {

    private final AesGcmJce aead;

    private AnswerKey(AesGcmJce aead) {
        this.aead = aead;
    }

    /**
     * Opens it.
     *
     * @throws GeneralSecurityException if it is not sealed to this gateway
     */
    static AnswerKey of(Sealing sealing, UUID gateway, GatewayKeys keys) throws GeneralSecurityException {
        if (!Sealing.ALGORITHM.equals(sealing.algorithm())) {
            throw new GeneralSecurityException("unknown algorithm");
        }
        return new AnswerKey(new AesGcmJce(keys.open(decode(sealing.key()), Sealing.info(gateway))));
    }

    /** The key's secret. One that cannot be opened spoils no other. */
    KeySecret open(ProviderKey key, String sealed) {
        try {
            byte[] bound = ProviderKey.associatedData(key.id(), key.providerId(), key.origin());
            String text = new String(aead.decrypt(decode(sealed), bound), StandardCharsets.UTF_8);
            return text.isBlank()
                    ? new KeySecret.Unusable("the key is empty")
                    : new KeySecret.Usable(Secret.of(text.strip()));
        } catch (GeneralSecurityException e) {
            return new KeySecret.Unusable("the sealed key cannot be opened");
        }
    }

    /** The user key of a tenant; empty if it cannot be opened. */
    Optional<UserKey> openUserKey(UUID tenant, String sealed) {
        try {
            return Optional.of(UserKey.of(aead.decrypt(decode(sealed), Tenant.userKeyAssociatedData(tenant))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] decode(String text) throws GeneralSecurityException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not base64", e);
        }
    }
}
