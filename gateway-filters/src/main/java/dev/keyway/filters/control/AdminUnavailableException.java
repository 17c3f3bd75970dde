package dev.keyway.filters.control;

import java.io.IOException;

/** No replica of the admin service gave a response. */
public final class AdminUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    AdminUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
