package dev.keyway.filters.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A message that cannot be read. */
public final class UnreadableMessageException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message never quotes the text that was read */
    public UnreadableMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
