package dev.keyway.filters.shipping;

/** An import that cannot go on. Its log is left as it is, and the import can be repeated. */
public final class UsageImportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageImportException(String message) {
        super(message);
    }
}
