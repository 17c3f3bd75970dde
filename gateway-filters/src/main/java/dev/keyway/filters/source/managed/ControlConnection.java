package dev.keyway.filters.source.managed;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log of the connection with the admin service: a line for each change of its state, none for each call. */
final class ControlConnection {

    private static final Logger log = LoggerFactory.getLogger(ControlConnection.class);

    private static final String UP = "";

    /** The last reason for which it was down. */
    private final AtomicReference<String> state = new AtomicReference<>("not connected yet");

    /** A call succeeded. */
    void up(long revision) {
        if (!state.getAndSet(UP).isEmpty()) {
            log.info(
                    revision < 0
                            ? "the admin service answers"
                            : "the admin service answers; this gateway has revision {}",
                    revision);
        }
    }

    /** A call failed. */
    void down(String reason) {
        if (!reason.equals(state.getAndSet(reason))) {
            log.warn("the admin service cannot be used, and is tried again: {}", reason);
        }
    }
}
