package dev.keyway.filters.limit;

/** Decision on a request. */
public sealed interface Decision permits Hold, Decision.Refused, Decision.NeedsGrant {

    /** It does not fit. */
    record Refused(Shortage shortage) implements Decision {}

    /**
     * It fits if the admin service grants more of a budget, which is worth waiting for.
     *
     * @param otherwise the shortage if it does not
     */
    record NeedsGrant(Shortage otherwise) implements Decision {}
}
