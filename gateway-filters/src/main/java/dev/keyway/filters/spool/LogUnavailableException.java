package dev.keyway.filters.spool;

/** The log cannot promise to keep another record: it is full, its disk is, or it was closed. */
public final class LogUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message) {
        super(message, null, false, false);
    }
}
