package dev.keyway.admin.caller;

/** What calls. */
public enum CallerKind {
    USER,
    SERVICE_ACCOUNT,
    GATEWAY,
    /** A replica that has the credential of its group, and may only enrol. */
    GATEWAY_GROUP,
    /** Nobody that is known: not signed in. Sees nothing and changes nothing. */
    ANONYMOUS,
    /** The service itself: jobs, start-up, sign-in before anyone is known. */
    SYSTEM
}
