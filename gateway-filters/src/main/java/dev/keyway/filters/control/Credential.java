package dev.keyway.filters.control;

import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Enrolment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credential of the gateway: the one in its settings or, if that is of a group, the one that it has enrolled for. One in a file can be
 * replaced while the gateway runs.
 */
public final class Credential {

    private static final Logger log = LoggerFactory.getLogger(Credential.class);

    private final @Nullable Path file;
    private volatile Secret configured;
    private volatile @Nullable Secret enrolled;

    /**
     * Begins with the credential of the start.
     *
     * @param file where later ones are; null if it does not change
     */
    public Credential(Secret first, @Nullable Path file) {
        this.configured = first;
        this.file = file;
    }

    /** The one to present. */
    public Secret current() {
        Secret own = enrolled;
        return own != null && isOfGroup() ? own : configured;
    }

    /** The one in the settings, under which the gateway stores what it has. */
    public Secret configured() {
        return configured;
    }

    /** Whether the one in the settings is that of a group. */
    public boolean isOfGroup() {
        return configured.reveal().startsWith(Enrolment.CREDENTIAL_PREFIX);
    }

    /** Whether the gateway has a credential of its own beside that of its group. */
    public boolean isEnrolled() {
        return isOfGroup() && enrolled != null;
    }

    /** Whether the gateway has to enrol for one of its own. */
    public boolean mustEnrol() {
        return isOfGroup() && enrolled == null;
    }

    /** The gateway has enrolled. */
    public void enrolled(Secret own) {
        enrolled = own;
    }

    /** The credential of its own is not valid any more. */
    public void forgetEnrolled() {
        enrolled = null;
    }

    /** Reads the file again. One that cannot be read, or is empty, changes nothing. */
    public void refresh() {
        if (file == null) {
            return;
        }
        try {
            String text = Files.readString(file).strip();
            if (!text.isEmpty() && !Secret.of(text).equals(configured)) {
                configured = Secret.of(text);
                log.info("the gateway's credential was replaced");
            }
        } catch (IOException absent) {
            log.debug("the credential's file cannot be read", absent);
        }
    }
}
