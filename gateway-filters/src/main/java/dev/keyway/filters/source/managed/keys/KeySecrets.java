package dev.keyway.filters.source.managed.keys;

import dev.keyway.contract.config.ProviderKey;
import dev.keyway.contract.config.Tenant;
import dev.keyway.contract.control.Configuration;
import dev.keyway.contract.control.Sealing;
import dev.keyway.filters.model.UserKey;
import dev.keyway.filters.settings.ControlSettings.References;
import dev.keyway.filters.settings.HeaderText;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Provider keys and user keys of a response. */
public final class KeySecrets {

    private static final Logger log = LoggerFactory.getLogger(KeySecrets.class);

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
     * The keys of a response. A fault of one key affects no other.
     *
     * @param sealing null if the response has none
     */
    public OpenedKeys open(Configuration received, @Nullable Sealing sealing, UUID gateway) {
        AnswerKey answer = answerKey(sealing, gateway);
        return new OpenedKeys(secrets(received.keys(), answer), userKeys(received.tenants(), answer));
    }

    /** The secret that a reference names now. */
    public KeySecret resolve(String reference) {
        return carried(references.resolve(reference));
    }

    private @Nullable AnswerKey answerKey(@Nullable Sealing sealing, UUID gateway) {
        try {
            return sealing == null ? null : AnswerKey.of(sealing, gateway, keys);
        } catch (GeneralSecurityException e) {
            // Each of the provider keys says so.
            return null;
        }
    }

    private Map<UUID, KeySecret> secrets(List<ProviderKey> sealed, @Nullable AnswerKey answer) {
        Map<UUID, KeySecret> opened = new LinkedHashMap<>();
        for (ProviderKey key : sealed) {
            opened.put(key.id(), carried(open(key, answer)));
        }
        return opened;
    }

    private static Map<UUID, UserKey> userKeys(List<Tenant> tenants, @Nullable AnswerKey answer) {
        Map<UUID, UserKey> opened = new HashMap<>();
        for (Tenant tenant : tenants) {
            String sealed = tenant.userKey();
            if (sealed == null) {
                continue;
            }
            Optional<UserKey> key = answer == null ? Optional.empty() : answer.openUserKey(tenant.id(), sealed);
            key.ifPresentOrElse(
                    found -> opened.put(tenant.id(), found),
                    () -> log.warn(
                            "the user key of tenant {} cannot be opened: its users are not recorded", tenant.id()));
        }
        return opened;
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
