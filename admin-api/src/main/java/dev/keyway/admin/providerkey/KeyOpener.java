package dev.keyway.admin.providerkey;

import dev.keyway.admin.provider.Origin;
import dev.keyway.contract.Secret;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens provider keys, on their way to gateways and nowhere else. */
@Component
public final class KeyOpener {

    private final Seal seal;

    KeyOpener(Seal seal) {
        this.seal = seal;
    }

    /** Empty if its row was changed past the service. */
    public Optional<Secret> open(StoredKey key) {
        return seal.open(
                new Sealed(key.masterKeyId(), key.ciphertext()),
                new Binding(key.installation(), key.id(), key.provider(), new Origin(key.origin())));
    }
}
