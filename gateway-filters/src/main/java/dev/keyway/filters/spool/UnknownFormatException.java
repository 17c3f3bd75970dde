package dev.keyway.filters.spool;

/** A record is in a format that this release does not know. */
public final class UnknownFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param format the format, with its version, as in a message */
    public UnknownFormatException(String format) {
        super(format);
    }
}
