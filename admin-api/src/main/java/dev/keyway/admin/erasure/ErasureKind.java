package dev.keyway.admin.erasure;

/** Kind of an erasure: whom it is of. */
enum ErasureKind {
    /** A tenant with all that belongs to it. */
    TENANT,
    /** An account of this service, with the tokens that belong to it. */
    USER,
    /** A user that requests of a tenant name in {@code user}. */
    REQUEST_USER
}
