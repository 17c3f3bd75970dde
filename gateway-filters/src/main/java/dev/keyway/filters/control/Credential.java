package dev.keyway.filters.control;

import dev.keyway.contract.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Credential of the gateway. One in a file can be replaced while the gateway runs. */
public final class Credential {

    private static final Logger log = LoggerFactory.getLogger(Credential.class);

    private final @Nullable Path file;
    private volatile Secret current;

    /**
     * Begins with the credential of the start.
     *
     * @param file where later ones are; null if it does not change
     */
    public Credential(Secret first, @Nullable Path file) {
        this.current = first;
        this.file = file;
    }

    /** The one to present. */
    public Secret current() {
        return current;
    }

    /** Reads the file again. One that cannot be read, or is empty, changes nothing. */
    public void refresh() {
        if (file == null) {
            return;
        }
        try {
            String text = Files.readString(file).strip();
            if (!text.isEmpty() && !Secret.of(text).equals(current)) {
                current = Secret.of(text);
                log.info("the gateway's credential was replaced");
            }
        } catch (IOException absent) {
            log.debug("the credential's file cannot be read", absent);
        }
    }
}
