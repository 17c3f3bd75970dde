package dev.keyway.filters.source.managed.store;

import dev.keyway.contract.Secret;
import dev.keyway.filters.control.ControlJson;
import dev.keyway.filters.control.UnreadableMessageException;
import dev.keyway.filters.poolstate.StateDirectory;
import dev.keyway.filters.source.managed.keys.GatewayKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identity of a gateway: its state directory, by an ID, how often it was started there, and the key pair to which provider keys are
 * sealed. The private key is stored under the credential; with another credential the gateway makes a new pair.
 *
 * @param instanceId of the state directory
 * @param startCount number of this start, from 1
 * @param keys its key pair
 */
public record GatewayIdentity(UUID instanceId, long startCount, GatewayKeys keys) {

    static final String FILE = "gateway.identity";

    private static final Logger log = LoggerFactory.getLogger(GatewayIdentity.class);
    private static final String BOUND = "private key of ";

    /** Form on disk. The private key is encrypted. */
    private record Stored(int version, UUID instanceId, long startCount, String privateKey) {}

    private static final int VERSION = 1;

    /**
     * The identity of a start, which is counted before this returns.
     *
     * @throws IOException if it cannot be stored
     */
    public static GatewayIdentity ofStart(StateDirectory directory, Secret credential) throws IOException {
        GatewayIdentity identity = read(directory, credential);
        identity.store(directory, credential);
        return identity;
    }

    /** Stores it under another credential. */
    public void store(StateDirectory directory, Secret credential) throws IOException {
        byte[] closed = Aead.under(credential).close(keys.privateKey(), BOUND + instanceId);
        directory.replace(
                FILE,
                ControlJson.write(new Stored(
                        VERSION, instanceId, startCount, Base64.getEncoder().encodeToString(closed))));
    }

    private static GatewayIdentity read(StateDirectory directory, Secret credential) throws IOException {
        Stored stored;
        try {
            stored = ControlJson.read(Files.readAllBytes(directory.resolve(FILE)), Stored.class);
        } catch (NoSuchFileException firstStart) {
            return fresh();
        } catch (UnreadableMessageException e) {
            log.warn("{} is damaged; the gateway registers as another instance", directory.resolve(FILE));
            return fresh();
        }
        if (stored.instanceId() == null || stored.privateKey() == null) {
            log.warn("{} is incomplete; the gateway registers as another instance", directory.resolve(FILE));
            return fresh();
        }
        return new GatewayIdentity(stored.instanceId(), stored.startCount() + 1, keys(stored, credential));
    }

    private static GatewayKeys keys(Stored stored, Secret credential) {
        try {
            byte[] closed = Base64.getDecoder().decode(stored.privateKey());
            return GatewayKeys.of(Aead.under(credential).open(closed, BOUND + stored.instanceId()));
        } catch (GeneralSecurityException | IllegalArgumentException anotherCredential) {
            log.info("the gateway has a new key pair, since the stored one is not of this credential");
            return GatewayKeys.generate();
        }
    }

    private static GatewayIdentity fresh() {
        return new GatewayIdentity(UUID.randomUUID(), 1, GatewayKeys.generate());
    }
}
