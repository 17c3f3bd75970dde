package dev.keyway.filters.source.managed.store;

import dev.keyway.contract.Secret;
import dev.keyway.filters.poolstate.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Random key of the stored configuration, itself stored under the gateway's credential. */
final class DataKey {

    static final String FILE = "configuration.key";

    private static final Logger log = LoggerFactory.getLogger(DataKey.class);
    private static final String BOUND = "key of the configuration";

    private final byte[] bytes;
    private final Aead aead;

    private DataKey(byte[] bytes) {
        this.bytes = bytes;
        this.aead = new Aead(bytes);
    }

    /** The stored key; a new one if there is none, or none of this credential. */
    static DataKey open(StateDirectory directory, Secret credential) throws IOException {
        try {
            return new DataKey(Aead.under(credential).open(Files.readAllBytes(directory.resolve(FILE)), BOUND));
        } catch (NoSuchFileException firstStart) {
            return create(directory, credential);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.warn(
                    "the configuration stored in {} is not of this credential, or is damaged; it is read from the admin service again",
                    directory.path());
            return create(directory, credential);
        }
    }

    private static DataKey create(StateDirectory directory, Secret credential) throws IOException {
        byte[] bytes = new byte[Aead.KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        DataKey key = new DataKey(bytes);
        key.store(directory, credential);
        return key;
    }

    /** Stores it under a credential, in place of the one before. */
    void store(StateDirectory directory, Secret credential) throws IOException {
        directory.replace(FILE, Aead.under(credential).close(bytes, BOUND));
    }

    Aead aead() {
        return aead;
    }
}
