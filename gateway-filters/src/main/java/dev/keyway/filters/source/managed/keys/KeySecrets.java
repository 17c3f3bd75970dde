package dev.keyway.filters.source.managed.keys;

import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.control.Sealing;
import dev.keyway.filters.settings.ControlSettings.References;
import dev.keyway.filters.settings.HeaderText;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets of the provider keys of a response. */
public final class KeySecrets {

    private final GatewayKeys keys;
    private final KeyReferences references;

    /** @param environment the value of a variable; null if it is not set */
    public KeySecrets(GatewayKeys keys, References allowed, Function<String, @Nullable String> environment) {
        this.keys = keys;
        this.references = new KeyReferences(allowed, environment);
    }

    /** Whether a response is sealed to this gateway. If not, somebody else has registered with its credential. */
    public boolean isRecipient(Sealing sealing) {
        return keys.recipient().equals(sealing.recipient());
    }

    /**
     * The secret of each key, or why there is none. A fault of one key affects no other.
     *
     * @param sealing null if the response has none
     */
    public Map<UUID, KeySecret> open(List<ProviderKey> sealed, @Nullable Sealing sealing, UUID gateway) {
        AnswerKey answer = null;
        if (sealing != null) {
            try {
                answer = AnswerKey.of(sealing, gateway, keys);
            } catch (GeneralSecurityException e) {
                // Each of the keys says so.
            }
        }
        Map<UUID, KeySecret> opened = new LinkedHashMap<>();
        for (ProviderKey key : sealed) {
            opened.put(key.id(), carried(open(key, answer)));
        }
        return opened;
    }

    /** The secret that a reference names now. */
    public KeySecret resolve(String reference) {
        return carried(references.resolve(reference));
    }

    private KeySecret open(ProviderKey key, @Nullable AnswerKey answer) {
        if (key.reference() != null) {
            return references.resolve(key.reference());
        }
        if (key.sealed() == null) {
            return new KeySecret.Unusable("the key has to be entered again in the admin service");
        }
        return answer == null
                ? new KeySecret.Unusable("the response is not sealed to this gateway")
                : answer.open(key, key.sealed());
    }

    private static KeySecret carried(KeySecret secret) {
        return secret instanceof KeySecret.Usable usable
                        && !HeaderText.carries(usable.secret().reveal())
                ? new KeySecret.Unusable("the key is not text that a header can carry")
                : secret;
    }
}
