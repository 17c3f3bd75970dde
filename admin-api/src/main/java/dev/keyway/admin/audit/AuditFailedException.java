package dev.keyway.admin.audit;

/** An entry could not be written, so that nothing was: never the caller's doing. */
public final class AuditFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditFailedException(Throwable cause) {
        super("the audit cannot be written, and nothing is changed without it", cause);
    }
}
