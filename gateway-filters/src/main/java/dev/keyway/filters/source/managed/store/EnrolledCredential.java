package dev.keyway.filters.source.managed.store;

import dev.keyway.contract.Secret;
import dev.keyway.filters.poolstate.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Credential that a replica has enrolled for: in the state directory, under the credential of its group. */
public final class EnrolledCredential {

    static final String FILE = "gateway.credential";

    private static final Logger log = LoggerFactory.getLogger(EnrolledCredential.class);
    private static final String BOUND = "credential of a replica";

    private final StateDirectory directory;

    public EnrolledCredential(StateDirectory directory) {
        this.directory = directory;
    }

    /**
     * The stored one; empty if there is none, or none of this group.
     *
     * @throws IOException if the file cannot be read
     */
    public Optional<Secret> read(Secret group) throws IOException {
        try {
            byte[] closed = Files.readAllBytes(directory.resolve(FILE));
            return Optional.of(Secret.of(new String(Aead.under(group).open(closed, BOUND), StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException firstStart) {
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.warn("{} is damaged, or of another group; the gateway enrols again", directory.resolve(FILE));
            return Optional.empty();
        }
    }

    /** Stores one in place of the one before; only the owner can read it. */
    public void store(Secret group, Secret own) throws IOException {
        byte[] plain = own.reveal().getBytes(StandardCharsets.US_ASCII);
        directory.replace(FILE, Aead.under(group).close(plain, BOUND));
    }

    /** Removes the stored one. */
    public void remove() throws IOException {
        boolean unused = Files.deleteIfExists(directory.resolve(FILE));
    }
}
