package dev.keyway.launcher.process;

import java.util.List;
import java.util.Optional;

/** Reason to end, with what to say and the status of the launcher. */
public final class LaunchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> details;

    private LaunchException(String message, int status, List<String> details) {
        super(message);
        this.status = status;
        this.details = List.copyOf(details);
    }

    /** Something that the user can mend. */
    public static LaunchException of(String message) {
        return new LaunchException(message, 1, List.of());
    }

    /** A child has ended that should not have. */
    static LaunchException ended(Child child, int status) {
        return new LaunchException(
                "%s ended with status %d. Its last lines, from %s:"
                        .formatted(child.name(), status, child.log().file()),
                status,
                child.log().tail());
    }

    /** A signal arrived. */
    static LaunchException signal(int number) {
        return new LaunchException("", 128 + number, List.of());
    }

    /** What to say; nothing if a signal arrived, since whoever sent it knows. */
    public Optional<String> report() {
        return Optional.ofNullable(getMessage()).filter(message -> !message.isEmpty());
    }

    /** Status for whoever started the launcher. */
    public int status() {
        return status;
    }

    /** Lines that follow the message. */
    public List<String> details() {
        return details;
    }
}
